UPDATE discrepancy SET body = ? WHERE order_id = ? AND found_at = ?
