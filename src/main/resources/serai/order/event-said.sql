SELECT 1 AS said FROM event WHERE order_id = ? AND what = ? AND reason = ? LIMIT 1
