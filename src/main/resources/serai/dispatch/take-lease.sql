INSERT INTO lease (name, node, until) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until
WHERE lease.node = excluded.node OR lease.until < ?
