UPDATE progress SET note = '', next_at = NULL WHERE order_id = ?
