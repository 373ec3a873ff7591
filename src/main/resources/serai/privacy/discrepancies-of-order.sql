SELECT found_at, difference, body FROM discrepancy WHERE order_id = ? ORDER BY found_at
