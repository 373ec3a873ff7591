-- The store does not have this revision: a part of it waits for a switch.
UPDATE offer SET told_at = ?, due_at = CASE WHEN revision = ? THEN NULL ELSE ? END, withheld = ?, tries = 0,
  cause = NULL, note = ''
WHERE store = ? AND sku = ?
