SELECT COUNT(*) AS n FROM (SELECT 1 FROM letter l WHERE ${conditions} LIMIT ?) counted
