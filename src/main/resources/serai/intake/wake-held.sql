UPDATE dispatch SET ready_at = ?
WHERE id IN (
  SELECT d.id FROM dispatch d
  WHERE d.store = ? AND d.state IN ('WAITING', 'UNCONFIRMED') AND d.cause = 'STORE_HOLDS' AND d.ready_at > ?
    AND d.order_id IN (SELECT order_id FROM store_check WHERE holds LIKE ?)
  ORDER BY d.id /* FOR UPDATE */)
