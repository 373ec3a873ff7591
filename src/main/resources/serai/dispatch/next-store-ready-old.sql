-- What is not a new purchase: the condition in brackets is, word for word, that of an index.
SELECT MIN(store) AS store FROM dispatch
WHERE channel = ? AND store > ? AND ready_at IS NOT NULL
  AND (kind <> 'place-order' OR step <> 'PLACE' OR unknown_since IS NOT NULL OR taken_at IS NOT NULL
    OR supplier_ids <> '[]')
  -- A repeat may buy: it goes on only where the supplier can be asked instead.
  AND (? = 1 OR kind <> 'place-order' OR step <> 'PLACE')
