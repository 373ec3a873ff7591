SELECT store FROM store_visit WHERE orders_next_at <= ? OR hooks_next_at <= ? OR requests_at IS NOT NULL
