DELETE FROM incident WHERE closed_at < ?
