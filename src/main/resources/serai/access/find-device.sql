SELECT id FROM known_device WHERE id = ? AND account = ? AND seen_at > ?
