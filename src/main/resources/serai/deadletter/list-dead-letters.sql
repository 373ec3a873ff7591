-- A store's own message may have megabytes, and no list shows it: only who opens the letter reads it.
SELECT d.id, d.order_id, d.store, d.channel, d.kind, d.part, d.state, d.version, d.cause, d.code, d.reason,
  CASE WHEN d.kind = 'read-order' THEN '' ELSE d.request END AS request,
  CASE WHEN d.kind = 'read-order' AND d.original_request IS NOT NULL THEN '' ELSE d.original_request END
    AS original_request,
  d.step, d.attempts, d.strikes, d.supplier_ids, d.taken_at, d.unknown_since, d.ready_at, d.due_by, d.node,
  d.traceparent, d.recorded_at, d.changed_at, d.worth, d.worth_currency, d.deaths, d.assignee, COALESCE(o.store_order_id, NULLIF(m.store_order_id, '')) AS store_order_id,
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
  ORDER BY l.changed_at DESC, l.id DESC
  LIMIT ?
) page JOIN dispatch d ON d.id = page.letter_id LEFT JOIN orders o ON o.id = d.order_id
  LEFT JOIN store_message m ON m.letter_id = d.id
ORDER BY page.died_at DESC, page.letter_id DESC
