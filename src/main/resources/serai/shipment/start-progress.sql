INSERT INTO progress (dispatch_id, order_id, store, channel, state, cause, note, placed_at, observed_at, changed_at,
  hinted_at, next_at)
VALUES (?, ?, ?, ?, ?, NULL, '', ?, NULL, ?, NULL, ?)
ON CONFLICT (dispatch_id) DO UPDATE SET next_at = excluded.next_at, state = excluded.state, cause = NULL, note = '',
  placed_at = excluded.placed_at, observed_at = NULL, changed_at = excluded.changed_at
