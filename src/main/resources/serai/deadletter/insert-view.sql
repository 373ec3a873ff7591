INSERT INTO saved_view (id, owner, name, query, shared, created_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (owner, name) DO NOTHING
