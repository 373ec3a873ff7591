UPDATE privacy_request SET erased = erased + 1 WHERE id = ?
