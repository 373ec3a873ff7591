UPDATE orders SET body = ?, standing_reason = ?, erased_at = ? WHERE id = ? AND erased_at IS NULL
