SELECT standing FROM orders WHERE id = ? AND standing <> 'PLACE'
