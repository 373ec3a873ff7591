UPDATE removal SET reason = ? WHERE order_id = ? AND store = ?
