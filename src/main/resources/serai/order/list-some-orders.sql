-- Of a set that is found first and sorted then: the sum keeps both databases from walking along all orders by time.
SELECT o.id, o.store_order_id, o.order_number, o.store, o.standing, o.recorded_at
FROM orders o
WHERE ${conditions}
ORDER BY o.recorded_at + 0 DESC, o.id DESC
LIMIT ?
