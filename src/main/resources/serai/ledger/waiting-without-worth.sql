-- In the order of the index whose words these are.
SELECT id, store, channel, state, recorded_at AS at, request FROM dispatch
WHERE state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
  AND (channel, state, recorded_at, id) > (?, ?, ?, ?)
  AND kind = 'place-order' AND worth IS NULL
ORDER BY channel, state, recorded_at, id
LIMIT ?
