SELECT id, store, channel, request FROM dispatch
WHERE id > ? AND kind = 'place-order' AND worth IS NULL
  AND state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED', 'DEAD', 'ARCHIVED')
ORDER BY id
LIMIT ?
