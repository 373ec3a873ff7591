SELECT d.id FROM dispatch d
WHERE d.state IN ('DEAD', 'ARCHIVED') AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.id = d.id AND l.state = d.state)
LIMIT ?
