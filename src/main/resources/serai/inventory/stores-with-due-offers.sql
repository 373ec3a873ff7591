-- From one store to the next by the index: what waits may be much, those it waits for are few.
WITH RECURSIVE each_store (store) AS (
  SELECT MIN(store) FROM offer WHERE due_at IS NOT NULL
  UNION ALL
  SELECT (SELECT MIN(t.store) FROM offer t WHERE t.store > e.store AND t.due_at IS NOT NULL)
  FROM each_store e WHERE e.store IS NOT NULL
)
SELECT e.store FROM each_store e
WHERE e.store IS NOT NULL AND EXISTS (SELECT 1 FROM offer t WHERE t.store = e.store AND t.due_at <= ?)
