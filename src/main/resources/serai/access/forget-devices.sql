DELETE FROM known_device
WHERE seen_at <= ?
  OR id IN (SELECT id FROM known_device WHERE account = ? ORDER BY seen_at DESC, id LIMIT 1000 OFFSET ?)
