SELECT epoch, node, seq, hash, saved_at FROM journal_position WHERE journal = ? AND epoch = ?
