-- Which letters it held stays; the search and the reason are what people wrote.
UPDATE replay SET reason = ?, note = CASE WHEN note = '' THEN note ELSE ? END, filter = '{}'
WHERE id IN (SELECT replay_id FROM replay_item WHERE dispatch_id = ?)
