INSERT INTO store_gap (store, found_at, since, orders, what) VALUES (?, ?, ?, ?, ?)
