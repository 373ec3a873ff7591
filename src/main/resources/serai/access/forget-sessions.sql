DELETE FROM session WHERE opened_at <= ? OR seen_at <= ?
