SELECT * FROM replay
WHERE state = 'RUNNING'
  OR EXISTS (SELECT 1 FROM replay_item i WHERE i.replay_id = replay.id AND i.state = 'SENT')
ORDER BY created_at, id
