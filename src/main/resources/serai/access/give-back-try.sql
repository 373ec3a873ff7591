UPDATE sign_in_try SET tries = tries - 1, blocked_until = 0 WHERE kind = ? AND subject = ? AND tries > 0
