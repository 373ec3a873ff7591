-- The journal that this node had before; where the ledger is one node's own, any other.
SELECT journal, seq, saved_at FROM journal_position
WHERE journal <> ? AND (node = ? OR 1 = ?)
ORDER BY saved_at DESC, seq DESC LIMIT 1
