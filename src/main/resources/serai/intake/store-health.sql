SELECT v.store, v.orders_until, v.hooks_at, v.note,
  (SELECT MAX(o.recorded_at) FROM orders o WHERE o.store = v.store) AS last_order_at,
  (SELECT COUNT(*) FROM offer o WHERE o.store = v.store AND o.due_at IS NOT NULL AND o.due_at <= ? AND o.cause IS NULL) AS waiting,
  (SELECT COUNT(*) FROM offer o WHERE o.store = v.store AND o.cause IS NOT NULL) AS refused
FROM store_visit v
WHERE ${conditions}
ORDER BY v.store
LIMIT ?
