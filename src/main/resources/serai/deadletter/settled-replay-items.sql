SELECT i.dispatch_id, d.state, d.cause, d.code
FROM replay_item i JOIN dispatch d ON d.id = i.dispatch_id
WHERE i.replay_id = ? AND i.state = 'SENT' AND d.state IN ('DONE', 'DEAD', 'ARCHIVED', 'CANCELLED')
LIMIT ?
