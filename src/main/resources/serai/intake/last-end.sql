SELECT what FROM event WHERE order_id = ? AND dispatch_id = ? AND what IN ('DEAD', 'CANCELLED') ORDER BY seq DESC LIMIT 1
