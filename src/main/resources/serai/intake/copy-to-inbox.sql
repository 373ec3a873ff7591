INSERT INTO inbox (journal, seq, hash, received_at, store, kind, order_id, store_order_id, traceparent, headers, body, adopted)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
ON CONFLICT (journal, seq, hash) DO NOTHING
