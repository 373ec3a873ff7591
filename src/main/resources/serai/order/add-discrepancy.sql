INSERT INTO discrepancy (order_id, found_at, difference, body) VALUES (?, ?, ?, ?)
ON CONFLICT (order_id, found_at) DO UPDATE SET difference = excluded.difference, body = excluded.body
