UPDATE dispatch SET request = ?, original_request = ?, reason = ?, version = version + 1
WHERE id = ? AND version = ?
