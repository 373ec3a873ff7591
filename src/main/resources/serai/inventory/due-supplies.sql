SELECT * FROM supply WHERE channel = ? AND next_at <= ? AND wanted_at <= ? ORDER BY next_at LIMIT ?
