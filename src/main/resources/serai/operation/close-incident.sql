UPDATE incident SET closed_at = ?, closing = ? WHERE id = ? AND closed_at IS NULL
