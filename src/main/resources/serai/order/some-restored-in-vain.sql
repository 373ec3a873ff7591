SELECT order_id FROM discrepancy WHERE order_id = ? AND difference LIKE ? LIMIT 1
