UPDATE letter SET assignee = ? WHERE id = ?
