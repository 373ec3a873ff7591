SELECT state, COUNT(*) AS n FROM replay_item WHERE replay_id = ? GROUP BY state
