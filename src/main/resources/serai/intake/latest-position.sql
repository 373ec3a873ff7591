SELECT epoch, node, seq, hash, saved_at FROM journal_position WHERE journal = ? ORDER BY saved_at DESC, seq DESC LIMIT 1
