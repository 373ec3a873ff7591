-- What the merchant asked for here outlives what the store says; of two words of the store the later counts.
INSERT INTO removal (order_id, store, kind, at, reason) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (order_id, store) DO UPDATE SET kind = excluded.kind, at = excluded.at, reason = excluded.reason
WHERE removal.kind = 'REMOVED' AND (excluded.kind = 'ASKED' OR excluded.at > removal.at)
