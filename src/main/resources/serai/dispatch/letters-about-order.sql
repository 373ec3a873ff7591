SELECT d.* FROM store_message m JOIN dispatch d ON d.id = m.letter_id WHERE m.order_id = ? ORDER BY d.recorded_at, d.id
