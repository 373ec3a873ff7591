-- What is under way or put off keeps its time: a value never overtakes another, and a refusal is not asked for anew.
INSERT INTO offer (store, sku, available, price, currency, observed_at, revision, told_revision, told_at, tries, due_at,
  cause, note)
VALUES (?, ?, ?, ?, ?, ?, 1, 0, NULL, 0, ?, NULL, '')
ON CONFLICT (store, sku) DO UPDATE SET available = excluded.available, price = excluded.price,
  currency = excluded.currency, observed_at = excluded.observed_at,
  revision = CASE
    WHEN offer.available IS DISTINCT FROM excluded.available OR offer.price IS DISTINCT FROM excluded.price
      OR offer.currency IS DISTINCT FROM excluded.currency
    THEN offer.revision + 1 ELSE offer.revision END,
  due_at = CASE
    WHEN offer.available IS DISTINCT FROM excluded.available OR offer.price IS DISTINCT FROM excluded.price
      OR offer.currency IS DISTINCT FROM excluded.currency
    THEN COALESCE(offer.due_at, excluded.due_at) ELSE offer.due_at END
WHERE offer.observed_at <= excluded.observed_at
