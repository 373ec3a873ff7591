SELECT DISTINCT o.id, o.store_order_id, o.order_number, o.store, o.standing, o.recorded_at
FROM parcel p CROSS JOIN orders o
WHERE o.id = p.order_id AND ${conditions}
ORDER BY o.recorded_at DESC, o.id DESC
LIMIT ?
