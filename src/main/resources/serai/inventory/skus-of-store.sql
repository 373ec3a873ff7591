SELECT sku FROM listing WHERE store = ? AND sku > ? ORDER BY sku LIMIT ?
