SELECT * FROM inbox WHERE journal = ? AND adopted = 0 ORDER BY epoch, seq LIMIT ?
