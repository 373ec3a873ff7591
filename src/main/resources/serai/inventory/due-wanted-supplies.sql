-- Above 0 says nothing that the rest does not; it names the index.
SELECT * FROM supply
WHERE channel = ? AND next_at <= ? AND wanted_at > 0 AND wanted_at > ?
ORDER BY next_at
LIMIT ?
