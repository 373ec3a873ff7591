SELECT * FROM session WHERE id = ? AND opened_at > ? AND seen_at > ?
