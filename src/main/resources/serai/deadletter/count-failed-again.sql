SELECT cause, COUNT(*) AS n
FROM replay_item
WHERE replay_id = ? AND state = 'DEAD'
GROUP BY cause
