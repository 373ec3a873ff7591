SELECT * FROM (SELECT * FROM event WHERE order_id = ? ORDER BY seq DESC LIMIT 1000) latest ORDER BY seq
