SELECT * FROM (
  SELECT a.*, d.channel, d.kind
  FROM dispatch d JOIN attempt a ON a.dispatch_id = d.id
  WHERE d.id = ?
  ORDER BY a.number DESC
  LIMIT 300
) latest
ORDER BY started_at, number
