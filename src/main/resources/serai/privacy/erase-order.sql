UPDATE orders SET body = ?, standing_reason = ?, erased_at = ?, email_hash = NULL WHERE id = ? AND erased_at IS NULL
