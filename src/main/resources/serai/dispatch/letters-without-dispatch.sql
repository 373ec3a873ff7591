SELECT l.id FROM letter l
WHERE l.id > ? AND NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.id = l.id AND d.state IN ('DEAD', 'ARCHIVED'))
ORDER BY l.id
LIMIT ?
