UPDATE dispatch SET id = id WHERE order_id = ?
