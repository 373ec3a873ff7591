SELECT COUNT(*) AS n FROM progress WHERE next_at IS NOT NULL AND next_at <= ?
