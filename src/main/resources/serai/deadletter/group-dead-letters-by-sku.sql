-- By all SKUs of a letter together; a letter with several is taken apart afterwards.
SELECT l.cause, l.channel, l.store, l.skus, COUNT(*) AS n, MIN(l.changed_at) AS oldest, MAX(l.changed_at) AS newest
FROM letter l
WHERE ${conditions}
GROUP BY l.cause, l.channel, l.store, l.skus
