SELECT store, COUNT(*) AS n FROM dispatch
WHERE state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED') AND kind = 'place-order'
GROUP BY store
