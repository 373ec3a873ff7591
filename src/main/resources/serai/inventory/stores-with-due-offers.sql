SELECT DISTINCT store FROM offer WHERE due_at <= ?
