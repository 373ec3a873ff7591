SELECT l.cause, l.channel, COUNT(*) AS n, MIN(l.changed_at) AS oldest, MAX(l.changed_at) AS newest
FROM letter l
WHERE ${conditions}
GROUP BY l.cause, l.channel
