SELECT DISTINCT channel FROM progress WHERE next_at <= ?
