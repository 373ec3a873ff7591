-- Orders of a store that nothing is under way for; all of them when the time is up.
SELECT o.id FROM orders o
WHERE o.store = ? AND o.recorded_at <= ? AND o.erased_at IS NULL
  AND (1 = ? OR (
    NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.order_id = o.id AND d.state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED'))
    AND NOT EXISTS (
      SELECT 1 FROM progress p WHERE p.order_id = o.id AND p.state <> 'ENDED' AND p.next_at IS NOT NULL)))
ORDER BY o.recorded_at, o.id LIMIT ?
