SELECT DISTINCT channel FROM supply WHERE next_at <= ?
