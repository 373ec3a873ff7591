SELECT id FROM saved_view WHERE owner = ? AND name = ?
