UPDATE sqlite_sequence SET seq = ? WHERE name = 'entry' AND seq < ?
