-- What is not a new purchase: the condition in brackets is, word for word, that of an index; what is due to go, or will be.
-- Parcels of one order reach the store in the order in which they were found: a probe does not change that.
SELECT * FROM dispatch d
WHERE d.channel = ? AND d.ready_at IS NOT NULL
  AND (d.kind <> 'place-order' OR d.step <> 'PLACE' OR d.unknown_since IS NOT NULL OR d.taken_at IS NOT NULL
    OR d.supplier_ids <> '[]')
  -- A repeat may buy: it goes on only where the supplier can be asked instead.
  AND (? = 1 OR d.kind <> 'place-order' OR d.step <> 'PLACE')
  AND (d.kind <> 'push-tracking' OR NOT EXISTS (
    SELECT 1 FROM dispatch earlier
    WHERE earlier.order_id = d.order_id AND earlier.channel = d.channel AND earlier.kind = d.kind
      AND earlier.state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')
      AND (earlier.recorded_at, earlier.id) < (d.recorded_at, d.id)))
ORDER BY d.attempts, d.due_by
LIMIT 20
