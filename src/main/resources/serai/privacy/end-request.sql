UPDATE privacy_request SET done_at = ?, details = ?, note = ? WHERE id = ? AND done_at IS NULL
