SELECT o.id, o.store_order_id, o.order_number, o.store, o.standing, o.recorded_at
FROM dispatch d CROSS JOIN orders o
WHERE o.id = d.order_id AND ${conditions}
ORDER BY o.recorded_at DESC, o.id DESC
LIMIT ?
