SELECT d.*, COALESCE(o.store_order_id, NULLIF(m.store_order_id, '')) AS store_order_id,
  COALESCE(o.order_number, NULLIF(m.order_number, '')) AS order_number, COALESCE(d.order_id, m.order_id) AS about_order,
  o.standing, o.erased_at, page.snoozed_until,
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
  LEFT JOIN store_message m ON m.letter_id = d.id
ORDER BY page.died_at, page.letter_id
