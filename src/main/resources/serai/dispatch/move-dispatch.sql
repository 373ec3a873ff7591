UPDATE dispatch
SET state = ?, version = version + 1, channel = ?, cause = ?, code = ?, reason = ?, request = ?, original_request = ?,
  step = ?, attempts = ?, strikes = ?, supplier_ids = ?, taken_at = ?, unknown_since = ?, ready_at = ?, node = ?,
  changed_at = ?,
  -- Deaths in a row of the same cause and code; null where this is no death.
  deaths = CASE WHEN CAST(? AS TEXT) IS NULL THEN deaths WHEN died_of = CAST(? AS TEXT) THEN deaths + 1 ELSE 1 END,
  died_of = COALESCE(CAST(? AS TEXT), died_of)
WHERE id = ? AND version = ? AND state = ?
