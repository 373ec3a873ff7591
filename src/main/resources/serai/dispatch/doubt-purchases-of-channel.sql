UPDATE dispatch SET step = ?, unknown_since = ?, version = version + 1
WHERE channel = ? AND kind = 'place-order' AND state IN ('RECORDED', 'QUEUED', 'WAITING')
  AND unknown_since IS NULL AND taken_at IS NULL AND supplier_ids = '[]'
RETURNING id, order_id
