INSERT INTO replay_item (replay_id, dispatch_id, position, state, stage, note)
SELECT ?, l.id, ROW_NUMBER() OVER (ORDER BY l.changed_at, l.id), 'PENDING', 0, ''
FROM letter l
WHERE ${conditions}
