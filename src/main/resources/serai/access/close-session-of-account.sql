DELETE FROM session WHERE id = ? AND account = ?
