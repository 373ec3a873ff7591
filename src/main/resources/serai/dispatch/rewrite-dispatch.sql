UPDATE dispatch
SET request = ?, original_request = ?, channel = ?, cause = ?, code = ?, reason = ?, due_by = ?, worth = ?,
  worth_currency = ?, version = version + 1
WHERE id = ? AND version = ? AND state = ?
