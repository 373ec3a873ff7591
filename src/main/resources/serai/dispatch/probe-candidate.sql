-- The first list of states says nothing that the second does not: SQLite uses the index on open ones for these words only.
SELECT * FROM dispatch
WHERE channel = ? AND state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
  AND state IN ('RECORDED', 'QUEUED', 'WAITING', 'UNCONFIRMED')
ORDER BY attempts, due_by
LIMIT 1
