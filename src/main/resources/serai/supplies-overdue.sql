SELECT COUNT(*) AS n FROM supply WHERE next_at <= ?
