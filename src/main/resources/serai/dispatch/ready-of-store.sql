SELECT * FROM dispatch
WHERE channel = ? AND store = ? AND ready_at IS NOT NULL AND ready_at <= ?
ORDER BY due_by
LIMIT ?
