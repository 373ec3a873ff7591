DELETE FROM entry WHERE seq IN (SELECT seq FROM entry WHERE seq <= ? AND received_at < ? ORDER BY seq LIMIT ?) RETURNING seq, hash
