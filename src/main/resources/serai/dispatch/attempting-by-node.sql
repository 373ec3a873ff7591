SELECT * FROM dispatch WHERE state = 'ATTEMPTING' AND node = ?
