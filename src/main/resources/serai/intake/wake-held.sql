UPDATE dispatch SET ready_at = ?
WHERE store = ? AND state IN ('WAITING', 'UNCONFIRMED') AND cause = 'STORE_HOLDS' AND ready_at > ?
  AND order_id IN (SELECT order_id FROM store_check WHERE holds LIKE ?)
