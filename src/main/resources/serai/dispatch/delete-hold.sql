DELETE FROM channel_hold WHERE channel = ? AND actor = ? AND since = ?
