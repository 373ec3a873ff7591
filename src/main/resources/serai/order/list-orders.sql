SELECT o.id, o.store_order_id, o.order_number, o.store, o.standing, o.recorded_at
FROM orders o
WHERE ${conditions}
ORDER BY o.recorded_at DESC, o.id DESC
LIMIT ?
