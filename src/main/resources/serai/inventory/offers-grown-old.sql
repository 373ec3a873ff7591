UPDATE offer SET available = 0, revision = revision + 1, due_at = COALESCE(due_at, ?)
WHERE (store, sku) IN (
  SELECT o.store, o.sku FROM offer o
  WHERE o.store = ? AND o.observed_at < ? AND o.available > 0
    AND EXISTS (SELECT 1 FROM listing l WHERE l.store = o.store AND l.sku = o.sku)
  ORDER BY o.store, o.sku /* FOR UPDATE */)
