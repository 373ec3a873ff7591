INSERT INTO session (id, account, stamp, proof, source, opened_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
