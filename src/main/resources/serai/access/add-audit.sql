INSERT INTO audit (at, actor, role, action, target, affected, reason, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
