INSERT INTO entry (received_at, store, kind, order_id, store_order_id, traceparent, headers, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq
