SELECT * FROM entry WHERE order_id = ? AND store_order_id <> '' ORDER BY seq DESC LIMIT ?
