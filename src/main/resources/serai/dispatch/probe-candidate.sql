-- Parcels of one order reach the store in the order in which they were found: a probe does not change that.
-- What its store has put off comes last: it may be put off again, and an outage must not last as long as there is such.
-- SQLite takes the index on open ones only for these very words, so ATTEMPTING is taken out again.
SELECT * FROM dispatch d
WHERE ${conditions} AND d.state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
  AND d.state <> 'ATTEMPTING'
  AND (d.kind <> 'push-tracking' OR NOT EXISTS (
    SELECT 1 FROM dispatch earlier
    WHERE earlier.order_id = d.order_id AND earlier.channel = d.channel AND earlier.kind = d.kind
      AND earlier.state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
      AND (earlier.recorded_at, earlier.id) < (d.recorded_at, d.id)))
ORDER BY d.code = 'store-check', d.attempts, d.due_by
LIMIT 1
