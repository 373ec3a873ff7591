UPDATE supply SET next_at = ? WHERE channel = ? AND product_id = ? AND variant = ? AND supplier_sku = ?
