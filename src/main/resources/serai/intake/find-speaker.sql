SELECT speaker FROM store_contact WHERE store = ?
