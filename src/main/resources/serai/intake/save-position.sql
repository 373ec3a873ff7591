INSERT INTO journal_position (journal, seq) VALUES (?, ?)
ON CONFLICT (journal) DO UPDATE SET seq = excluded.seq
