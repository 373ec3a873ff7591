SELECT * FROM replay WHERE ${conditions}
