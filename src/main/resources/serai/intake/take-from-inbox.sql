DELETE FROM inbox WHERE journal = ? AND epoch = ? AND seq >= ? AND seq <= ? RETURNING seq, adopted
