SELECT body FROM orders WHERE store = ? AND recorded_at <= ? AND erased_at IS NULL AND LOWER(body) LIKE ? ESCAPE '!'
