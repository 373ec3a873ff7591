-- What has changed since it was sent is due at once.
UPDATE offer SET told_revision = ?, told_at = ?, due_at = CASE WHEN revision = ? THEN NULL ELSE ? END, tries = 0, withheld = 0,
  cause = NULL, note = ''
WHERE store = ? AND sku = ?
