INSERT INTO letter_note (letter_id, at, actor, body) VALUES (?, ?, ?, ?)
