UPDATE supply SET wanted_at = ?, next_at = CASE WHEN next_at > ? THEN ? ELSE next_at END
WHERE channel = ? AND product_id = ? AND variant = ? AND supplier_sku = ?
