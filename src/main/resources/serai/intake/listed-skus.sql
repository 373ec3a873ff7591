SELECT sku FROM listing WHERE store = ? LIMIT 20000
