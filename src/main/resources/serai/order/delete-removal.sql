DELETE FROM removal WHERE order_id = ? AND store = ?
