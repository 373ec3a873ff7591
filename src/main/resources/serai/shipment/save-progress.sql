UPDATE progress SET state = ?, cause = ?, note = ?, observed_at = ?, changed_at = ?, next_at = ? WHERE dispatch_id = ?
