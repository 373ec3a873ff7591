INSERT INTO entry (seq, received_at, store, kind, order_id, store_order_id, traceparent, headers, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
