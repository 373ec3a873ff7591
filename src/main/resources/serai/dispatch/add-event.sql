INSERT INTO event (order_id, dispatch_id, at, actor, what, reason) VALUES (?, ?, ?, ?, ?, ?)
