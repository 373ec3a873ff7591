SELECT * FROM orders WHERE ${conditions}
