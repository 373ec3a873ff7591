SELECT * FROM store_message WHERE letter_id = ?
