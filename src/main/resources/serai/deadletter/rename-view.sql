UPDATE saved_view SET name = ?, shared = ?, scope = ? WHERE id = ? AND owner = ?
