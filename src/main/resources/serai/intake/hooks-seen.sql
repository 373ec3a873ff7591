UPDATE store_visit SET hooks_at = ?, hooks_next_at = ? WHERE store = ?
