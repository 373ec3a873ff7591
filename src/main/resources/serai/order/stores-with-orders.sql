-- Jumps from store to store along the index, so that many orders cost no more than few.
WITH RECURSIVE stores (store) AS (
  SELECT MIN(store) FROM orders
  UNION ALL
  SELECT (SELECT MIN(o.store) FROM orders o WHERE o.store > stores.store)
  FROM stores
  WHERE stores.store IS NOT NULL
)
SELECT store FROM stores WHERE store IS NOT NULL
