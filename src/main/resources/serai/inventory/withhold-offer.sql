UPDATE offer SET withheld = ?, due_at = NULL WHERE store = ? AND sku = ?
