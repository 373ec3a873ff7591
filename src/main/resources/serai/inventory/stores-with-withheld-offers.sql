-- From one store to the next by the index.
WITH RECURSIVE each_store (store) AS (
  SELECT MIN(store) FROM offer WHERE withheld > 0
  UNION ALL
  SELECT (SELECT MIN(t.store) FROM offer t WHERE t.store > e.store AND t.withheld > 0)
  FROM each_store e WHERE e.store IS NOT NULL
)
SELECT store FROM each_store WHERE store IS NOT NULL
