SELECT * FROM inbox WHERE order_id = ? AND adopted = 0 AND store_order_id <> '' ORDER BY received_at DESC, seq DESC LIMIT ?
