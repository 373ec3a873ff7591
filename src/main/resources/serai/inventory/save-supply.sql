UPDATE supply SET state = ?, quantity = ?, unit_cost = ?, currency = ?, note = ?, observed_at = ?,
  changed_at = CASE WHEN ? = 1 THEN ? ELSE changed_at END, quiet = ?, next_at = ?
WHERE channel = ? AND product_id = ? AND variant = ? AND supplier_sku = ?
