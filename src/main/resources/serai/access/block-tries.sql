UPDATE sign_in_try SET blocked_until = ? WHERE kind = ? AND subject = ?
