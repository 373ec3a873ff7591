INSERT INTO store_speaker (store, speaker, accepted_at, actor) VALUES (?, ?, ?, ?)
ON CONFLICT (store, speaker) DO NOTHING
