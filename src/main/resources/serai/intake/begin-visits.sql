INSERT INTO store_visit (store, orders_until, orders_next_at, hooks_at, hooks_next_at, note)
VALUES (?, ?, ?, NULL, ?, '')
ON CONFLICT DO NOTHING
