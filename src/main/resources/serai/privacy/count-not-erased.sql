SELECT COUNT(*) AS n FROM orders WHERE store = ? AND recorded_at <= ? AND erased_at IS NULL
