SELECT * FROM dispatch
WHERE channel = ? AND state IN ('RECORDED', 'QUEUED', 'WAITING', 'UNCONFIRMED')
ORDER BY attempts, due_by
LIMIT 1
