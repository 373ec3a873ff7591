INSERT INTO channel_hold (channel, actor, reason, since) VALUES (?, ?, ?, ?)
ON CONFLICT (channel) DO UPDATE SET actor = excluded.actor, reason = excluded.reason, since = excluded.since
