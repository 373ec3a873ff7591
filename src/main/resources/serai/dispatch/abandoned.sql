SELECT * FROM dispatch
WHERE state IN ('QUEUED', 'ATTEMPTING') AND ready_at IS NULL
  AND node NOT IN (SELECT name FROM node WHERE seen_at >= ?)
LIMIT 500
