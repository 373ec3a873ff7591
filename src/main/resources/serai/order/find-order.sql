SELECT * FROM orders WHERE id = ?
