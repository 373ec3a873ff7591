-- What was read once stays read: a webhook that tells only sums takes nothing back.
INSERT INTO shown_refund (order_id, refund_id, standing, lines) VALUES (?, ?, ?, ?)
ON CONFLICT (order_id, refund_id) DO UPDATE SET standing = excluded.standing, lines = excluded.lines
WHERE excluded.standing <> 'UNREAD'
