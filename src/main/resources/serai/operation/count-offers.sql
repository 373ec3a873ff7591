SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM offer WHERE ${conditions} LIMIT ?) AS counted
