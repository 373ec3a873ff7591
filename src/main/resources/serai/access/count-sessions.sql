SELECT COUNT(*) AS open FROM session WHERE opened_at > ? AND seen_at > ?
