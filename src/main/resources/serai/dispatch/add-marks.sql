-- Eight at once, for each statement is a round trip where the ledger is elsewhere; whoever has fewer repeats one.
INSERT INTO order_mark (store, mark, recorded_at, order_id)
SELECT o.store, m.mark, o.recorded_at, o.id
FROM orders o CROSS JOIN (
  SELECT CAST(? AS TEXT) AS mark UNION SELECT CAST(? AS TEXT) UNION SELECT CAST(? AS TEXT) UNION SELECT CAST(? AS TEXT)
  UNION SELECT CAST(? AS TEXT) UNION SELECT CAST(? AS TEXT) UNION SELECT CAST(? AS TEXT) UNION SELECT CAST(? AS TEXT)
) m
WHERE o.id = ?
ON CONFLICT DO NOTHING
