INSERT INTO journal_position (journal, epoch, node, seq, hash, saved_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (journal, epoch) DO UPDATE
SET node = excluded.node, seq = excluded.seq, hash = excluded.hash, saved_at = excluded.saved_at
