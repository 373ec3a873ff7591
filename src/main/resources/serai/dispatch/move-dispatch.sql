UPDATE dispatch
SET state = ?, version = version + 1, channel = ?, cause = ?, code = ?, reason = ?, request = ?, original_request = ?,
  step = ?, attempts = ?, strikes = ?, supplier_ids = ?, taken_at = ?, unknown_since = ?, ready_at = ?, node = ?,
  changed_at = ?
WHERE id = ? AND version = ? AND state = ?
