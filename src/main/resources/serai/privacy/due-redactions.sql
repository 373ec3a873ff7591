SELECT * FROM privacy_request WHERE done_at IS NULL AND kind <> 'DATA_REQUEST' AND received_at <= ? ORDER BY received_at, id
