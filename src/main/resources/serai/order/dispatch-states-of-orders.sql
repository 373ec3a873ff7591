-- Purchases, and wishes to cancel one that are not settled.
SELECT order_id, state FROM dispatch
WHERE (kind = 'place-order' OR (kind = 'cancel-order' AND state NOT IN ('DONE', 'ARCHIVED', 'CANCELLED')))
  AND ${conditions}
