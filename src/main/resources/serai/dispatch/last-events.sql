SELECT seq, what, reason FROM event WHERE order_id = ? AND dispatch_id = ? ORDER BY seq DESC LIMIT 2
