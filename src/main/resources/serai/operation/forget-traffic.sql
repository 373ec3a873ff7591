DELETE FROM traffic WHERE minute < ?
