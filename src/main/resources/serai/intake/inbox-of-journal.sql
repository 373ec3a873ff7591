-- As many as fit into 8 MiB, and one at least.
SELECT * FROM (
  SELECT e.*, SUM(LENGTH(e.body)) OVER (ORDER BY e.seq, e.hash) - LENGTH(e.body) AS bytes_before
  FROM (SELECT * FROM inbox WHERE journal = ? AND adopted = 0 AND seq <= ? ORDER BY seq, hash LIMIT ?) e
) b
WHERE bytes_before < 8388608
ORDER BY seq, hash
