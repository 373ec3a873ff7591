UPDATE letter SET snoozed_until = ? WHERE id = ?
