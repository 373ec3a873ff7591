SELECT * FROM supply WHERE channel = ? AND product_id = ? LIMIT ?
