UPDATE dispatch SET step = ?, unknown_since = ?, version = version + 1
WHERE order_id = ? AND channel = ? AND kind = 'place-order' AND state IN ('RECORDED', 'QUEUED', 'WAITING', 'DEAD')
  AND unknown_since IS NULL AND taken_at IS NULL AND supplier_ids = '[]'
RETURNING id
