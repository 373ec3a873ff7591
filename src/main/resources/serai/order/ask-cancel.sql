UPDATE orders SET cancel_asked_at = COALESCE(cancel_asked_at, ?) WHERE id = ?
