SELECT at, actor, body FROM letter_note WHERE letter_id = ? ORDER BY seq
