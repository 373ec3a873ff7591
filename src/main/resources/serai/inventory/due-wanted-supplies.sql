-- The plus keeps the database from going through all that is due in search of the few that were ordered lately.
SELECT * FROM supply WHERE channel = ? AND wanted_at > ? AND +next_at <= ? ORDER BY +next_at LIMIT ?
