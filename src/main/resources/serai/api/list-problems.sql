SELECT * FROM progress WHERE ${conditions} ORDER BY dispatch_id LIMIT ?
