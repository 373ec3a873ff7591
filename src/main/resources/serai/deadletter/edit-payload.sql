UPDATE dispatch
SET request = ?, original_request = COALESCE(original_request, request), version = version + 1
WHERE id = ? AND version = ? AND state = 'DEAD'
