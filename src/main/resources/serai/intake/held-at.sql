SELECT COALESCE(MAX(seq), 0) AS seq FROM journal_checkpoint WHERE journal = ? AND saved_at < ?
