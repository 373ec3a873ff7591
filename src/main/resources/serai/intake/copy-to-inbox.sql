-- Not what is recorded already: nobody would ever take it away.
INSERT INTO inbox (journal, epoch, seq, received_at, store, kind, order_id, store_order_id, traceparent, headers, body, adopted)
SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0
WHERE NOT EXISTS (SELECT 1 FROM journal_position WHERE journal = ? AND seq >= ?)
ON CONFLICT (journal, epoch, seq) DO NOTHING
