UPDATE store_contact SET speaker = ? WHERE store = ? AND speaker IS NULL
