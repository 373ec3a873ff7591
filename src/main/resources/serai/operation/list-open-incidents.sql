SELECT * FROM incident WHERE closed_at IS NULL AND ${conditions} ORDER BY id DESC LIMIT ?
