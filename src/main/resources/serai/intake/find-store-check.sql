SELECT unanswered_since, waits, holds, person_asked, unasked FROM store_check WHERE order_id = ?
