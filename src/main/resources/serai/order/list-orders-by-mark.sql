-- In the order of the marks' index: newest first without sorting.
SELECT o.id, o.store_order_id, o.order_number, o.store, o.standing, o.recorded_at
FROM order_mark m CROSS JOIN orders o
WHERE o.id = m.order_id AND ${conditions}
ORDER BY m.recorded_at DESC, m.order_id DESC
LIMIT ?
