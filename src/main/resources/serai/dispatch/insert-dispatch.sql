INSERT INTO dispatch (id, order_id, store, channel, kind, part, state, version, cause, code, reason, request,
  original_request, step, attempts, strikes, supplier_ids, taken_at, unknown_since, ready_at, due_by, worth,
  worth_currency, node,
  traceparent, recorded_at, changed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, NULL, ?, 0, 0, '[]', NULL, NULL, ?, ?, ?, ?, '', ?, ?, ?)
ON CONFLICT (id) DO NOTHING
