-- What is in the hands of a node that has fallen silent.
-- The first list of states says nothing that the second does not: SQLite uses the index on open ones for these words only.
SELECT * FROM dispatch
WHERE state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
  AND state IN ('QUEUED', 'ATTEMPTING') AND ready_at IS NULL
  AND node = ?
LIMIT 500
