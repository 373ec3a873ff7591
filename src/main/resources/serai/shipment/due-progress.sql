-- What a supplier told us of comes first.
SELECT p.*, d.request, d.supplier_ids FROM progress p JOIN dispatch d ON d.id = p.dispatch_id
WHERE p.channel = ? AND p.next_at <= ?
ORDER BY CASE WHEN p.hinted_at > COALESCE(p.observed_at, 0) THEN 0 ELSE 1 END, p.next_at
LIMIT 1
