INSERT INTO replay (id, created_at, changed_at, actor, reason, filter, rate_per_second, stages,
  stop_above_failure_share, even_if_looping, state, stage, note, paced_at, version, items)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, 0, 0)
ON CONFLICT (id) DO NOTHING
