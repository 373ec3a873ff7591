INSERT INTO node (name, boot, seen_at) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET boot = excluded.boot, seen_at = excluded.seen_at
