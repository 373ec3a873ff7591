SELECT cause, channel, in_store, COUNT(*) AS n, MIN(changed_at) AS oldest, MAX(changed_at) AS newest
FROM (
  SELECT d.cause, d.channel, ${store} AS in_store, d.changed_at
  FROM dispatch d LEFT JOIN orders o ON o.id = d.order_id
  WHERE ${conditions}
) letters
GROUP BY cause, channel, in_store
ORDER BY n DESC, cause, channel, in_store
