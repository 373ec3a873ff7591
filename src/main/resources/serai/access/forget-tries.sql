DELETE FROM sign_in_try
WHERE kind = ?
  AND (last_at < ? OR last_at < (SELECT last_at FROM sign_in_try WHERE kind = ? ORDER BY last_at DESC LIMIT 1 OFFSET ?))
