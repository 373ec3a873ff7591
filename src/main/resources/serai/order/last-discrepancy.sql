SELECT body FROM discrepancy WHERE order_id = ? ORDER BY found_at DESC LIMIT 1
