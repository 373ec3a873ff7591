SELECT note, COUNT(*) AS n
FROM (SELECT note FROM replay_item WHERE replay_id = ? AND state = 'SKIPPED' ORDER BY position LIMIT ?) passed
GROUP BY note
ORDER BY n DESC, note
LIMIT 20
