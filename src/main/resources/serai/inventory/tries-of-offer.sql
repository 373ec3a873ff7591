SELECT tries FROM offer WHERE store = ? AND sku = ?
