UPDATE replay_item SET state = ?, note = ? WHERE replay_id = ? AND dispatch_id = ? AND state = 'SENT'
