-- Whoever is told to look from now on is told of something that this look may not see.
UPDATE progress SET next_at = ?, hinted_at = NULL WHERE dispatch_id = ? AND next_at <= ?
