SELECT request FROM dispatch
WHERE channel = ? AND kind = 'place-order' AND state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
LIMIT ?
