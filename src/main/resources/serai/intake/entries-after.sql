-- The next entries, as many as fit into 8 MiB; the first in any case.
SELECT * FROM (
  SELECT e.*, SUM(LENGTH(e.body)) OVER (ORDER BY e.seq) - LENGTH(e.body) AS bytes_before
  FROM (SELECT * FROM entry WHERE seq > ? ORDER BY seq LIMIT ?) e
)
WHERE bytes_before < 8388608
ORDER BY seq
