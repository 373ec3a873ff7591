SELECT sealed FROM shared_token WHERE channel = ?
