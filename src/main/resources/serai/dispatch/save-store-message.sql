INSERT INTO store_message (id, order_id, store, store_order_id, order_number, letter_id, state, reason, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET order_number = excluded.order_number, state = excluded.state,
  reason = excluded.reason, at = excluded.at
