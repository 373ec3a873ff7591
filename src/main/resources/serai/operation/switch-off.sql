INSERT INTO switched_off (feature, target, actor, reason, since) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (feature, target) DO NOTHING
