UPDATE incident SET cause = ?, words = ? WHERE id = ? AND closed_at IS NULL
