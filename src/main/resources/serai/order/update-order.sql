UPDATE orders SET standing = ?, standing_reason = ?, updated_at = ?, email_hash = ?, body = ? WHERE id = ?
