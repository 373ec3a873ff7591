UPDATE letter SET state = ?, changed_at = ?, snoozed_until = 0 WHERE id = ?
