INSERT INTO channel_hold (channel, actor, reason, since) VALUES (?, ?, ?, ?)
ON CONFLICT (channel) DO NOTHING
