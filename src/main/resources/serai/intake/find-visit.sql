SELECT * FROM store_visit WHERE store = ?
