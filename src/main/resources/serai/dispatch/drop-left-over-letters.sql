DELETE FROM letter
WHERE ${conditions} AND NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.id = letter.id AND d.state IN ('DEAD', 'ARCHIVED'))
