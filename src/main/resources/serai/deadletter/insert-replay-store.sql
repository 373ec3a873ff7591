INSERT INTO replay_store (replay_id, store) VALUES (?, ?)
