-- As many as fit into 2 MiB, and one at least.
SELECT * FROM (
  SELECT e.*, SUM(LENGTH(e.body)) OVER (ORDER BY e.received_at DESC, e.seq DESC) - LENGTH(e.body) AS bytes_before
  FROM (
    SELECT * FROM inbox WHERE order_id = ? AND adopted = 0 AND store_order_id <> ''
    ORDER BY received_at DESC, seq DESC LIMIT ?) e
) b
WHERE bytes_before < 2097152
ORDER BY received_at DESC, seq DESC
