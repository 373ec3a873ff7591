SELECT seq, hash FROM journal_checkpoint WHERE journal = ? AND seq <= ? ORDER BY seq DESC LIMIT ?
