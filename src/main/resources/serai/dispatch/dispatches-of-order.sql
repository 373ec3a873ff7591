SELECT * FROM dispatch WHERE order_id = ? ORDER BY channel, kind, part
