UPDATE dispatch SET ready_at = ?
WHERE id IN (
  SELECT id FROM dispatch WHERE order_id = ? AND state IN ('WAITING', 'UNCONFIRMED') AND code = ? AND ready_at > ?
  ORDER BY id /* FOR UPDATE */)
