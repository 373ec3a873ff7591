SELECT 1 AS one FROM known_journal WHERE journal = ? AND assured = 1
