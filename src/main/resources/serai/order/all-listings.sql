SELECT * FROM listing ORDER BY store, sku
