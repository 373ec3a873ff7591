-- Read from one index alone and in its order, which is why the state is in the groups.
-- Sums are taken in two halves, because that of many large ones would not fit a number.
WITH waiting AS (
  SELECT state, worth_currency, store, kind, recorded_at, due_by, worth FROM dispatch
  WHERE channel = ? AND state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
)
SELECT store, worth_currency, COUNT(*) AS n, MIN(recorded_at) AS oldest,
  COALESCE(SUM(worth / 1000000), 0) AS worth_high, COALESCE(SUM(worth % 1000000), 0) AS worth_low,
  SUM(CASE WHEN kind = 'place-order' AND due_by < ? THEN 1 ELSE 0 END) AS late,
  SUM(CASE WHEN kind = 'place-order' AND due_by >= ? AND due_by < ? THEN 1 ELSE 0 END) AS at_risk
FROM waiting
GROUP BY state, worth_currency, store
