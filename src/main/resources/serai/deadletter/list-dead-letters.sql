SELECT d.*, o.store_order_id, o.order_number, o.standing, o.erased_at
FROM dispatch d LEFT JOIN orders o ON o.id = d.order_id
WHERE ${conditions}
ORDER BY d.changed_at DESC, d.id DESC
LIMIT ?
