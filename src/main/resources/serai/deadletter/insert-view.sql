INSERT INTO saved_view (id, owner, name, query, scope, shared, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (owner, name) DO NOTHING
