UPDATE journal_loss SET settled_at = ?, settled_by = ?, settled_why = ? WHERE settled_at IS NULL
