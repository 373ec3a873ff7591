DELETE FROM session
WHERE account = ?
  AND id NOT IN (SELECT id FROM session WHERE account = ? ORDER BY opened_at DESC, id LIMIT ?)
