UPDATE setback SET told = 1 WHERE epoch = ?
