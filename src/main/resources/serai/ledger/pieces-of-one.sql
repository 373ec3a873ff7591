SELECT quantity FROM listing WHERE store = ? AND sku = ? AND channel = ?
