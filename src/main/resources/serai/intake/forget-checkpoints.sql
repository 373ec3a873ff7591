DELETE FROM journal_checkpoint WHERE saved_at < ?
