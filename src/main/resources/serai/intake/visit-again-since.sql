UPDATE store_visit SET orders_until = ?, orders_next_at = ? WHERE orders_until > ?
