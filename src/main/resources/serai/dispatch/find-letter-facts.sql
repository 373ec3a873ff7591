SELECT d.*, COALESCE(o.store_order_id, m.store_order_id) AS store_order_id,
  COALESCE(o.order_number, m.order_number) AS order_number, o.recorded_at AS ordered_at,
  COALESCE(d.order_id, m.order_id) AS about_order
FROM dispatch d LEFT JOIN orders o ON o.id = d.order_id LEFT JOIN store_message m ON m.letter_id = d.id
WHERE ${conditions} AND d.state IN ('DEAD', 'ARCHIVED')
