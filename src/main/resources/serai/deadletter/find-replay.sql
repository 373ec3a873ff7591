SELECT * FROM replay WHERE id = ?
