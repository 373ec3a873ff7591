UPDATE letter_note SET body = ? WHERE letter_id = ?
