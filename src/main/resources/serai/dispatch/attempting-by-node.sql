-- The list of states says nothing that the next line does not: SQLite uses the index on open ones for these words only.
SELECT * FROM dispatch
WHERE state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
  AND state = 'ATTEMPTING' AND node = ?
