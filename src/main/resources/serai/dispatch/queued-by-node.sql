-- The list of states says nothing that the next line does not: SQLite uses the index on open ones for these words only.
SELECT * FROM dispatch
WHERE channel = ? AND state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
  AND state = 'QUEUED' AND ready_at IS NULL AND node = ? AND changed_at < ?
