INSERT INTO traffic (store, minute, accepted, placed, failed, parked) VALUES (?, ?, ?, ?, ?, NULL)
ON CONFLICT (store, minute) DO UPDATE SET accepted = traffic.accepted + excluded.accepted,
  placed = traffic.placed + excluded.placed, failed = traffic.failed + excluded.failed
