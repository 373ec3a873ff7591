SELECT variant, shared FROM sku_variant WHERE store = ? AND sku = ?
