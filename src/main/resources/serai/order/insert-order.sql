INSERT INTO orders (id, store, store_order_id, order_number, standing, standing_reason, updated_at, recorded_at, traceparent,
  email_hash, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING
