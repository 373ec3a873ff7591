SELECT COALESCE(hash, '') AS hash FROM (
  SELECT hash, 1 AS place FROM entry WHERE seq = ?
  UNION ALL SELECT hash, 2 FROM mark WHERE seq = ?
) ORDER BY place LIMIT 1
