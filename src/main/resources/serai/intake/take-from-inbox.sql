DELETE FROM inbox WHERE journal = ? AND seq = ? AND hash = ? RETURNING adopted
