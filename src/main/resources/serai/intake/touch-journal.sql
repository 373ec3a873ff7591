INSERT INTO touched (one, at, body) VALUES (1, ?, randomblob(?))
ON CONFLICT (one) DO UPDATE SET at = excluded.at, body = excluded.body
