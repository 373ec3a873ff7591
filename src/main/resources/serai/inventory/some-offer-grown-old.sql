SELECT sku FROM offer WHERE store = ? AND observed_at < ? AND available > 0 LIMIT 1
