SELECT COUNT(*) AS sent,
  COALESCE(SUM(CASE WHEN state = 'SENT' THEN 0 ELSE 1 END), 0) AS settled,
  COALESCE(SUM(CASE WHEN state = 'DEAD' THEN 1 ELSE 0 END), 0) AS dead
FROM replay_item
WHERE replay_id = ? AND stage = ? AND state <> 'PENDING'
