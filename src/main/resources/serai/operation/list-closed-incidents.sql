SELECT * FROM incident WHERE closed_at IS NOT NULL AND ${conditions} ORDER BY id DESC LIMIT ?
