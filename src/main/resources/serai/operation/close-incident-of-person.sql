UPDATE incident SET closed_at = ?, closing = ? WHERE channel = ? AND node = '' AND closed_at IS NULL
