DELETE FROM channel_hold WHERE channel = ?
