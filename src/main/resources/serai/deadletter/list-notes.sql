SELECT n.seq, n.at, n.actor, n.body
FROM letter_note n JOIN dispatch d ON d.id = n.letter_id
WHERE ${conditions}
ORDER BY n.seq DESC
LIMIT ?
