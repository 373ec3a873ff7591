SELECT id FROM incident
WHERE closed_at IS NULL AND node NOT IN ('', ?) AND node NOT IN (SELECT name FROM node WHERE seen_at >= ?)
LIMIT 1
