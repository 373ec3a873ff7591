UPDATE listing_state SET file_hash = ?, file_at = ? WHERE id = 1
