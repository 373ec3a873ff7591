-- For what only the rows themselves tell: found in the order of time, in which they lie beside each other, and counted then.
SELECT ${by}, COUNT(*) AS n, MIN(changed_at) AS oldest, MAX(changed_at) AS newest
FROM (
  SELECT l.cause, l.channel, l.store, l.skus, l.changed_at
  FROM letter l
  WHERE ${conditions}
  ORDER BY l.changed_at
  LIMIT 1000000
) found
GROUP BY ${by}
ORDER BY n DESC, ${by}
LIMIT ?
