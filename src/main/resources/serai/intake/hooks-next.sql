UPDATE store_visit SET hooks_next_at = ? WHERE store = ?
