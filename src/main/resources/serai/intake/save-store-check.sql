INSERT INTO store_check (order_id, unanswered_since, waits, holds, person_asked, unasked) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (order_id) DO UPDATE SET unanswered_since = excluded.unanswered_since, waits = excluded.waits,
  holds = excluded.holds, person_asked = excluded.person_asked, unasked = excluded.unasked
