SELECT channel, COUNT(*) AS n, MIN(recorded_at) AS oldest
FROM dispatch
WHERE state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
GROUP BY channel
