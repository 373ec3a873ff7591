SELECT dispatch_id FROM replay_item WHERE replay_id = ? AND state = 'PENDING' ORDER BY position LIMIT ?
