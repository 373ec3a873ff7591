SELECT
  (SELECT COUNT(*) FROM dispatch WHERE order_id = ? AND state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')) AS dispatches,
  (SELECT COUNT(*) FROM progress WHERE order_id = ? AND state <> 'ENDED' AND next_at IS NOT NULL) AS shipments
