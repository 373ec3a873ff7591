-- A row that is there is of an earlier death, whose snooze it has outlived.
INSERT INTO letter (id, state, changed_at, store, channel, kind, cause, code, order_id, ordered_at,
  store_order_id, order_number, edited, assignee, skus, words, snoozed_until)
VALUES ${rows}
ON CONFLICT (id) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at, channel = excluded.channel,
  cause = excluded.cause, code = excluded.code, edited = excluded.edited, assignee = excluded.assignee,
  skus = excluded.skus, words = excluded.words, snoozed_until = 0
