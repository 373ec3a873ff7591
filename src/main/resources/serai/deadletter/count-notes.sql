SELECT COUNT(*) AS n FROM letter_note WHERE letter_id = ?
