SELECT * FROM event WHERE order_id = ? ORDER BY seq
