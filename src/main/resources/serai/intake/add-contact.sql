INSERT INTO store_contact (store, first_at) VALUES (?, ?) ON CONFLICT (store) DO NOTHING
