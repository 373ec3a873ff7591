SELECT * FROM privacy_request WHERE id = ?
