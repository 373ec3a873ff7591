SELECT * FROM audit WHERE ${conditions} ORDER BY seq DESC LIMIT ?
