UPDATE store_visit SET orders_next_at = ? WHERE store = ?
