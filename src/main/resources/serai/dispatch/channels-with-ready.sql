-- Jumps from channel to channel along the index, so that a long backlog costs no more than a short one.
WITH RECURSIVE waiting (channel) AS (
  SELECT MIN(channel) FROM dispatch WHERE ready_at IS NOT NULL
  UNION ALL
  SELECT (SELECT MIN(d.channel) FROM dispatch d WHERE d.channel > waiting.channel AND d.ready_at IS NOT NULL)
  FROM waiting
  WHERE waiting.channel IS NOT NULL
)
SELECT channel FROM waiting WHERE channel IS NOT NULL
