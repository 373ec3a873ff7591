-- The journal that this node had before; where the ledger is one node's own, any other. None if nothing of it can be missing.
SELECT b.* FROM (
  SELECT journal, seq, saved_at FROM journal_position
  WHERE journal <> ? AND (node = ? OR 1 = ?)
  ORDER BY saved_at DESC, seq DESC LIMIT 1
) b
WHERE NOT EXISTS (SELECT 1 FROM known_journal k WHERE k.journal = b.journal AND k.assured = 1)
