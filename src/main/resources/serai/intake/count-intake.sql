INSERT INTO intake_count (journal, kind, messages) VALUES (?, ?, ?)
ON CONFLICT (journal, kind) DO UPDATE SET messages = intake_count.messages + excluded.messages
