SELECT * FROM supply WHERE channel = ? AND product_id = ? AND variant = ? AND supplier_sku = ?
