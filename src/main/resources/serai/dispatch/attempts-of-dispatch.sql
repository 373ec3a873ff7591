SELECT * FROM attempt WHERE dispatch_id = ? ORDER BY number
