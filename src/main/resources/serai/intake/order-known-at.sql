SELECT updated_at FROM orders WHERE id = ?
