-- The last call that may have bought: its answer was lost, or the supplier took the order, or nobody has written down yet what
-- came of it.
SELECT MAX(COALESCE(ended_at, started_at)) AS at FROM attempt
WHERE dispatch_id = ? AND step = 'PLACE' AND (outcome IS NULL OR outcome IN ('Unknown', 'Taken'))
