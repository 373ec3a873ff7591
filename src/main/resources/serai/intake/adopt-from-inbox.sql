UPDATE inbox SET adopted = 1, store_order_id = '', traceparent = '', headers = '{}', body = ?
WHERE journal = ? AND epoch = ? AND seq = ? AND adopted = 0
