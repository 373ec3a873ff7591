-- A node keeps its name while nobody else has taken it; at its start it takes it over.
INSERT INTO node (name, boot, seen_at) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET boot = excluded.boot, seen_at = excluded.seen_at
WHERE node.boot = excluded.boot OR 1 = ?
