SELECT p.told_number FROM parcel p JOIN orders o ON o.id = p.order_id
WHERE o.store = ? AND o.order_number = ? AND p.told_number <> ''
ORDER BY COALESCE(p.shipped_at, p.changed_at), p.id
