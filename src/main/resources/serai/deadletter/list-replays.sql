SELECT * FROM replay WHERE ${conditions} ORDER BY created_at DESC, id DESC LIMIT ?
