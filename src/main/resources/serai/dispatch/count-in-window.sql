-- The first list of states says nothing that the second does not: SQLite uses the index on open ones for these words only.
SELECT COUNT(*) AS n FROM dispatch
WHERE channel = ? AND state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
  AND state IN ('QUEUED', 'ATTEMPTING') AND ready_at IS NULL AND node = ?
