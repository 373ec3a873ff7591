UPDATE store_visit SET requests_at = ? WHERE store = ?
