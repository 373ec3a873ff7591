-- The plus keeps the database from going through all that is due in search of the few that a supplier told us of.
SELECT p.*, d.request, d.supplier_ids FROM progress p JOIN dispatch d ON d.id = p.dispatch_id
WHERE p.channel = ? AND p.hinted_at IS NOT NULL AND +p.next_at <= ?
ORDER BY p.hinted_at
LIMIT 1
