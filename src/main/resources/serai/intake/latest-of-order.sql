-- The latest entries of an order, as many as fit into 2 MiB; the newest in any case.
SELECT * FROM (
  SELECT e.*, SUM(LENGTH(e.body)) OVER (ORDER BY e.seq DESC) - LENGTH(e.body) AS bytes_before
  FROM (SELECT * FROM entry WHERE order_id = ? AND store_order_id <> '' ORDER BY seq DESC LIMIT ?) e
)
WHERE bytes_before < 2097152
ORDER BY seq DESC
