INSERT INTO incident (channel, store, node, boot, holder, cause, words, opened_at, closed_at, closing, most_waiting)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, '', ?)
RETURNING id
