SELECT * FROM audit WHERE ${conditions} ORDER BY at DESC, seq DESC LIMIT ?
