-- Words about many dead letters at once, this one among them.
UPDATE audit SET reason = ?
WHERE reason <> '' AND target IN (
  SELECT replay_id FROM replay_item WHERE dispatch_id = ?
  UNION ALL SELECT bulk_id FROM bulk_item WHERE dispatch_id = ?)
