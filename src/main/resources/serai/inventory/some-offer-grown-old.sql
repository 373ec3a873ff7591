-- Of a SKU that no listing buys any more, the store says what it likes.
SELECT sku FROM offer
WHERE store = ? AND observed_at < ? AND available > 0
  AND EXISTS (SELECT 1 FROM listing l WHERE l.store = offer.store AND l.sku = offer.sku)
LIMIT 1
