-- What the supplier itself says of a number counts for more than what a person has typed.
UPDATE supplier_order SET dispatch_id = ?
WHERE channel = ? AND supplier_id = ? AND dispatch_id <> ?
  AND EXISTS (
    SELECT 1 FROM dispatch d
    WHERE d.id = supplier_order.dispatch_id AND d.state = 'DONE' AND d.code = 'bought-by-hand')
