UPDATE replay SET state = ?, stage = ?, note = ?, changed_at = ?, paced_at = ?, version = version + 1
WHERE id = ? AND version = ?
