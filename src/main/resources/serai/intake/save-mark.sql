INSERT INTO mark (seq, hash) VALUES (?, ?) ON CONFLICT (seq) DO UPDATE SET hash = excluded.hash
