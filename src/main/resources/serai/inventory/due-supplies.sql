SELECT * FROM supply
WHERE channel = ? AND next_at <= ?
ORDER BY CASE WHEN wanted_at > ? THEN 0 ELSE 1 END, next_at
LIMIT ?
