-- The last number that was ever given: of an entry that may be forgotten by now, too.
SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'entry'), 0) AS seq
