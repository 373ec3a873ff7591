UPDATE saved_view SET name = ?, shared = ? WHERE id = ? AND owner = ?
