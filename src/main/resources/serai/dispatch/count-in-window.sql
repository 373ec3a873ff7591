SELECT COUNT(*) AS n FROM dispatch WHERE channel = ? AND state IN ('QUEUED', 'ATTEMPTING') AND ready_at IS NULL AND node = ?
