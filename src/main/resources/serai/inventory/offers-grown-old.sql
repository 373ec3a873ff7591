UPDATE offer SET available = 0, revision = revision + 1, due_at = ?, tries = 0
WHERE store = ? AND observed_at < ? AND available > 0
