SELECT version, file_hash, file_at FROM listing_state WHERE id = 1
