SELECT COUNT(*) AS n FROM (
  SELECT 1 AS one FROM dispatch
  WHERE state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED') AND kind = 'place-order'
    AND ${conditions}
  LIMIT ?) AS counted
