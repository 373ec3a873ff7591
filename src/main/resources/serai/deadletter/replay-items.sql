SELECT i.position, i.stage, i.note, i.cause AS died_of, i.code AS died_code, d.id, d.state, d.store, d.channel,
  d.cause, d.reason, d.order_id, o.order_number
FROM replay_item i JOIN dispatch d ON d.id = i.dispatch_id LEFT JOIN orders o ON o.id = d.order_id
WHERE i.replay_id = ? AND i.state = ? AND i.position > ?
ORDER BY i.position
LIMIT ?
