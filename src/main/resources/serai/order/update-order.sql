UPDATE orders SET standing = ?, standing_reason = ?, updated_at = ?, body = ? WHERE id = ?
