-- In the order of the index whose words these are.
SELECT id, store, channel, state, changed_at AS at, request FROM dispatch
WHERE state IN ('DEAD', 'ARCHIVED')
  AND (state, changed_at, id) > (?, ?, ?)
  AND kind = 'place-order' AND worth IS NULL
ORDER BY state, changed_at, id
LIMIT ?
