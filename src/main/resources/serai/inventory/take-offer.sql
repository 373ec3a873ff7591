UPDATE offer SET due_at = ? WHERE store = ? AND sku = ?
