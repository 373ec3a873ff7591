SELECT * FROM session WHERE account = ? AND opened_at > ? AND seen_at > ? ORDER BY opened_at DESC, id
