-- Removals whose order has been recorded all the same: by another node, at the same moment.
SELECT r.* FROM removal r JOIN orders o ON o.id = r.order_id AND o.store = r.store ORDER BY r.order_id, r.store LIMIT 100
