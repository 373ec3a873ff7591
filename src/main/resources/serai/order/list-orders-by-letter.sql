-- In the order of the letters' index: newest orders first without sorting.
SELECT DISTINCT l.order_id AS id, o.store_order_id, o.order_number, o.store, o.standing, l.ordered_at AS recorded_at
FROM letter l CROSS JOIN orders o
WHERE o.id = l.order_id AND (l.kind = 'place-order' OR (l.kind = 'cancel-order' AND l.state = 'DEAD')) AND ${conditions}
ORDER BY l.ordered_at DESC, l.order_id DESC
LIMIT ?
