SELECT * FROM inbox WHERE journal = ? AND adopted = 0 AND seq <= ? ORDER BY seq, hash LIMIT ?
