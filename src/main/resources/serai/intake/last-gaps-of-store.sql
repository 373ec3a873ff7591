SELECT * FROM store_gap WHERE store = ? ORDER BY seq DESC LIMIT 10
