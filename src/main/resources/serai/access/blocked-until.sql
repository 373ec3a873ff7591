SELECT blocked_until FROM sign_in_try WHERE kind = ? AND subject = ?
