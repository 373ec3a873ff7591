UPDATE attempt SET request = ?, response = ?, detail = ?
WHERE dispatch_id IN (SELECT id FROM dispatch WHERE order_id = ?)
