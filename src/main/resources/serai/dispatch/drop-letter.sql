DELETE FROM letter WHERE id = ?
