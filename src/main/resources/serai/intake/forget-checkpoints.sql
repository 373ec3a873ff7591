DELETE FROM journal_checkpoint WHERE journal = ? AND saved_at < ?
