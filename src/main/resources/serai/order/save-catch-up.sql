INSERT INTO catch_up (what, recorded_at, id, done) VALUES (?, ?, ?, ?)
ON CONFLICT (what) DO UPDATE SET recorded_at = excluded.recorded_at, id = excluded.id, done = excluded.done
