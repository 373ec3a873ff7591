INSERT INTO journal_checkpoint (journal, seq, hash, saved_at)
SELECT CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM journal_checkpoint WHERE journal = ? AND saved_at > ?)
ON CONFLICT (journal, seq, hash) DO NOTHING
