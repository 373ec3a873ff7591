SELECT first_at FROM store_contact WHERE store = ?
