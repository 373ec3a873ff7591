SELECT seq, received_at FROM entry ORDER BY seq DESC LIMIT 1
