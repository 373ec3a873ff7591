UPDATE dispatch SET id = id WHERE id IN (SELECT id FROM dispatch WHERE order_id = ? ORDER BY id /* FOR UPDATE */)
