SELECT * FROM offer WHERE store = ? AND due_at <= ? ORDER BY due_at, sku LIMIT ?
