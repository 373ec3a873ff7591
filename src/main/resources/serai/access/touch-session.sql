UPDATE session SET seen_at = ? WHERE id = ? AND seen_at < ?
