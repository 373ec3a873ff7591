UPDATE progress SET hinted_at = ?, next_at = ?
WHERE next_at IS NOT NULL
  AND dispatch_id IN (SELECT dispatch_id FROM supplier_order WHERE channel = ? AND supplier_id = ?)
