DELETE FROM switched_off WHERE feature = ? AND target = ? AND since = ?
