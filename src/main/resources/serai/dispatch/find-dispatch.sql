SELECT * FROM dispatch WHERE id = ?
