UPDATE orders SET body = ?, planned = ?, standing_reason = ?, erased_at = ?, email_hash = NULL
WHERE id = ? AND erased_at IS NULL
