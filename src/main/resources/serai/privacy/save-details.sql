UPDATE privacy_request SET details = ? WHERE id = ? AND done_at IS NULL
