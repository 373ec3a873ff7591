-- What is under way or put off keeps its time: a value never overtakes another.
UPDATE offer SET available = 0, revision = revision + 1, due_at = COALESCE(due_at, ?)
WHERE store = ? AND observed_at < ? AND available > 0
  AND EXISTS (SELECT 1 FROM listing l WHERE l.store = offer.store AND l.sku = offer.sku)
