SELECT * FROM switched_off
