SELECT id, recorded_at, body FROM orders WHERE (recorded_at, id) > (?, ?) ORDER BY recorded_at, id LIMIT ?
