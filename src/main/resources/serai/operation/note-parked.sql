INSERT INTO traffic (store, minute, accepted, placed, failed, parked) VALUES (?, ?, 0, 0, 0, ?)
ON CONFLICT (store, minute) DO UPDATE SET parked = excluded.parked
