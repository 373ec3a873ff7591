SELECT * FROM progress WHERE dispatch_id = ?
