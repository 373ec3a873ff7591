DELETE FROM inbox WHERE journal = ? AND adopted = 1
