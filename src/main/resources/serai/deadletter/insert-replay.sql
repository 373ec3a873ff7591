INSERT INTO replay (id, created_at, changed_at, actor, reason, filter, rate_per_second, stages,
  stop_above_failure_share, state, stage, note, paced_at, version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, 0)
