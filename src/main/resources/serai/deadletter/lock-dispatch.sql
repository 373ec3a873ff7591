UPDATE dispatch SET id = id WHERE id = ?
