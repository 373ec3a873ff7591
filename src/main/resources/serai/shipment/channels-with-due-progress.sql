-- From one channel to the next by the index: what waits may be much, those it waits for are few.
WITH RECURSIVE each_channel (channel) AS (
  SELECT MIN(channel) FROM progress WHERE next_at IS NOT NULL
  UNION ALL
  SELECT (SELECT MIN(t.channel) FROM progress t WHERE t.channel > e.channel AND t.next_at IS NOT NULL)
  FROM each_channel e WHERE e.channel IS NOT NULL
)
SELECT e.channel FROM each_channel e
WHERE e.channel IS NOT NULL AND EXISTS (SELECT 1 FROM progress t WHERE t.channel = e.channel AND t.next_at <= ?)
