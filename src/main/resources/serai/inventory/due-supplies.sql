SELECT * FROM supply WHERE channel = ? AND next_at <= ? ORDER BY next_at LIMIT ?
