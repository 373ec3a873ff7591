SELECT store, sku, quantity FROM listing WHERE channel = ? AND product_id = ? AND variant = ? AND supplier_sku = ?
