UPDATE replay_item SET state = ?, stage = ?, note = ? WHERE replay_id = ? AND dispatch_id = ? AND state = 'PENDING'
