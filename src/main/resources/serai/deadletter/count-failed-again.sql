SELECT d.cause, COUNT(*) AS n
FROM replay_item i JOIN dispatch d ON d.id = i.dispatch_id
WHERE i.replay_id = ? AND i.state = 'DEAD'
GROUP BY d.cause
