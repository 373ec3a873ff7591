UPDATE incident SET words = ?, most_waiting = ? WHERE id = ? AND closed_at IS NULL AND (words <> ? OR most_waiting <> ?)
