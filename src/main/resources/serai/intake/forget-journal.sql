DELETE FROM known_journal WHERE journal = ? AND said_at = ?
