-- The first list of states says nothing that the second does not: SQLite uses the index on open ones for these words only.
SELECT * FROM dispatch
WHERE channel = ? AND state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED') AND state = 'UNCONFIRMED'
  AND kind = 'place-order' AND step = 'PLACE' AND unknown_since <= ?
LIMIT 100
