SELECT COUNT(*) AS n FROM offer WHERE due_at IS NOT NULL AND due_at <= ?
