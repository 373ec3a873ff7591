UPDATE orders SET id = id WHERE id = ?
