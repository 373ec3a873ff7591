UPDATE progress SET next_at = ? WHERE dispatch_id = ? AND next_at IS NOT NULL
