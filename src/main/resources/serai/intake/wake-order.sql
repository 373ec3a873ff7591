UPDATE dispatch SET ready_at = ? WHERE order_id = ? AND state = 'WAITING' AND code = ? AND ready_at > ?
