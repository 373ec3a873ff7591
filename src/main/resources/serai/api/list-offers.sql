SELECT * FROM offer WHERE ${conditions} ORDER BY store, sku LIMIT ?
