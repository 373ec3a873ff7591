UPDATE privacy_request SET note = ? WHERE id = ? AND done_at IS NULL
