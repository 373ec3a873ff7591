SELECT d.*, o.store_order_id, o.order_number, o.recorded_at AS ordered_at
FROM dispatch d LEFT JOIN orders o ON o.id = d.order_id
WHERE ${conditions} AND d.state IN ('DEAD', 'ARCHIVED')
