-- Conservation: every recorded order stands in exactly one of these, so their sum is the number of orders.
SELECT fate, COUNT(*) AS n
FROM (
  SELECT CASE
    -- The store's word, while there is no purchase or all of them are stopped.
    WHEN o.standing = 'WAITING_FOR_PAYMENT' AND COALESCE(d.total - d.cancelled, 0) = 0 THEN 'WAITING_FOR_PAYMENT'
    WHEN o.standing = 'CANCELLED' AND d.total IS NULL THEN 'CANCELLED'
    WHEN o.standing = 'NEVER' AND COALESCE(d.total - d.cancelled, 0) = 0 THEN 'ARCHIVED'
    WHEN d.dead > 0 THEN 'DEAD'
    WHEN d.unconfirmed > 0 THEN 'UNCONFIRMED'
    WHEN d.attempting > 0 THEN 'ATTEMPTING'
    WHEN d.waiting > 0 THEN 'WAITING'
    WHEN d.queued > 0 THEN 'QUEUED'
    WHEN d.recorded > 0 THEN 'RECORDED'
    WHEN d.done > 0 THEN 'DONE'
    WHEN d.archived > 0 THEN 'ARCHIVED'
    WHEN d.cancelled > 0 THEN 'CANCELLED'
    ELSE 'UNACCOUNTED'
  END AS fate
  FROM orders o
  LEFT JOIN (
    SELECT order_id, COUNT(*) AS total,
      SUM(CASE WHEN state = 'DEAD' THEN 1 ELSE 0 END) AS dead,
      -- A doubt is not forgotten while it is being found out.
      SUM(CASE WHEN state = 'UNCONFIRMED' OR (state IN ('QUEUED', 'ATTEMPTING') AND unknown_since IS NOT NULL
        AND kind = 'place-order') THEN 1 ELSE 0 END) AS unconfirmed,
      SUM(CASE WHEN state = 'ATTEMPTING' THEN 1 ELSE 0 END) AS attempting,
      SUM(CASE WHEN state = 'WAITING' THEN 1 ELSE 0 END) AS waiting,
      SUM(CASE WHEN state = 'QUEUED' THEN 1 ELSE 0 END) AS queued,
      SUM(CASE WHEN state = 'RECORDED' THEN 1 ELSE 0 END) AS recorded,
      SUM(CASE WHEN state = 'DONE' THEN 1 ELSE 0 END) AS done,
      SUM(CASE WHEN state = 'ARCHIVED' THEN 1 ELSE 0 END) AS archived,
      SUM(CASE WHEN state = 'CANCELLED' THEN 1 ELSE 0 END) AS cancelled
    FROM dispatch
    -- Purchases, and wishes to cancel one that are not settled.
    WHERE order_id IS NOT NULL
      AND (kind = 'place-order' OR (kind = 'cancel-order' AND state NOT IN ('DONE', 'ARCHIVED', 'CANCELLED')))
    GROUP BY order_id
  ) d ON d.order_id = o.id
) fates
GROUP BY fate
