INSERT INTO replay_item (replay_id, dispatch_id, position, state, stage, note)
SELECT ?, d.id, ROW_NUMBER() OVER (ORDER BY d.changed_at, d.id), 'PENDING', 0, ''
FROM dispatch d LEFT JOIN orders o ON o.id = d.order_id
WHERE ${conditions}
