SELECT p.*, d.request, d.supplier_ids FROM progress p JOIN dispatch d ON d.id = p.dispatch_id
WHERE p.channel = ? AND p.next_at <= ?
ORDER BY p.next_at
LIMIT 1
