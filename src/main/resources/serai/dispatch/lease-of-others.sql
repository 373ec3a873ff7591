SELECT node FROM lease WHERE name = ? AND node <> ? AND until >= ?
