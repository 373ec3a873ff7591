SELECT * FROM dispatch WHERE kind = 'read-order' AND store = ? AND recorded_at <= ? ORDER BY id
