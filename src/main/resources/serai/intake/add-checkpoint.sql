INSERT INTO journal_checkpoint (journal, seq, hash, saved_at) VALUES (?, ?, ?, ?)
ON CONFLICT (journal, seq, hash) DO NOTHING
