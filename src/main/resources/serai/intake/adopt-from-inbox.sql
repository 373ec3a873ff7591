UPDATE inbox SET adopted = 1, store_order_id = '', traceparent = '', headers = '{}', body = ?
WHERE journal = ? AND seq = ? AND hash = ? AND adopted = 0
