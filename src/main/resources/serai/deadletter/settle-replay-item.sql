UPDATE replay_item SET state = ?, note = ?, cause = ?, code = ? WHERE replay_id = ? AND dispatch_id = ? AND state = 'SENT'
