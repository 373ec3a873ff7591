UPDATE store_visit SET requests_at = NULL WHERE store = ?
