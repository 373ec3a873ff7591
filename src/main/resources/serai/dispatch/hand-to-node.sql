UPDATE dispatch SET node = ?, ready_at = NULL, version = version + 1 WHERE id = ? AND version = ? AND state = 'QUEUED'
