UPDATE dispatch SET ready_at = ? WHERE order_id = ? AND state IN ('WAITING', 'UNCONFIRMED') AND code = ? AND ready_at > ?
