SELECT * FROM catch_up WHERE what = ?
