SELECT id, holder FROM incident WHERE closed_at IS NULL AND channel = ? AND node = '' AND boot = ?
