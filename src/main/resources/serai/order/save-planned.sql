UPDATE orders SET planned = ? WHERE id = ?
