DELETE FROM sign_in_try WHERE kind = ? AND subject = ?
