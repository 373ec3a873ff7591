-- Wishes to cancel that wait for their next look.
UPDATE dispatch SET ready_at = ?
WHERE order_id = ? AND channel = ? AND kind = 'cancel-order' AND state = 'WAITING' AND ready_at > ?
