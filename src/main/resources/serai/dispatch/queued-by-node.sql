SELECT * FROM dispatch WHERE channel = ? AND state = 'QUEUED' AND ready_at IS NULL AND node = ? AND changed_at < ?
