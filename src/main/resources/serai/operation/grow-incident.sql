UPDATE incident SET most_waiting = ? WHERE id = ? AND most_waiting < ?
