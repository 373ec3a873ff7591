SELECT * FROM channel_hold
