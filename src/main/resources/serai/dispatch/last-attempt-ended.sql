SELECT COALESCE(ended_at, started_at) AS at FROM attempt WHERE dispatch_id = ? AND number = ?
