-- Purchases, and wishes to cancel one that are not settled.
-- A doubt is not forgotten while it is being found out.
SELECT order_id, CASE
    WHEN state IN ('QUEUED', 'ATTEMPTING') AND unknown_since IS NOT NULL AND kind = 'place-order' THEN 'UNCONFIRMED'
    ELSE state
  END AS state
FROM dispatch
WHERE (kind = 'place-order' OR (kind = 'cancel-order' AND state NOT IN ('DONE', 'ARCHIVED', 'CANCELLED')))
  AND ${conditions}
