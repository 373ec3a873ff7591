INSERT INTO privacy_request (id, store, kind, received_at, details) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING
