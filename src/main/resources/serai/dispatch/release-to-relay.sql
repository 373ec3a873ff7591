UPDATE dispatch SET node = '', ready_at = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'QUEUED'
