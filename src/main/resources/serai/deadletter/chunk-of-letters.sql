SELECT d.*, o.store_order_id, o.order_number, o.standing, o.erased_at, page.snoozed_until,
  -- A part is the parcel's id, which has 30 characters, and a number that counts up.
  CASE WHEN d.kind = 'push-tracking' AND EXISTS (
    SELECT 1 FROM dispatch later
    WHERE later.order_id = d.order_id AND later.kind = d.kind AND later.channel = d.channel
      AND SUBSTR(later.part, 1, 30) = SUBSTR(d.part, 1, 30) AND later.recorded_at > d.recorded_at)
  THEN 1 ELSE 0 END AS overtaken,
  CASE WHEN d.kind = 'place-order' AND EXISTS (
    SELECT 1 FROM dispatch told
    WHERE told.order_id = d.order_id AND told.kind = 'notify'
      AND SUBSTR(told.part, 1, LENGTH(d.id) + 9) = 'msg_' || SUBSTR(d.id, 5) || '-given-up')
  THEN 1 ELSE 0 END AS given_up
FROM (
  SELECT l.id AS letter_id, l.changed_at AS died_at, l.snoozed_until
  FROM letter l
  WHERE ${conditions}
  ORDER BY l.changed_at, l.id
  LIMIT ?
) page JOIN dispatch d ON d.id = page.letter_id LEFT JOIN orders o ON o.id = d.order_id
ORDER BY page.died_at, page.letter_id
