-- A dead letter may go again, and a person's word on it counts then.
DELETE FROM store_check
WHERE order_id IN (
  SELECT c.order_id FROM store_check c
  WHERE NOT EXISTS (
    SELECT 1 FROM dispatch d
    WHERE d.order_id = c.order_id AND d.kind = 'place-order'
      AND d.state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED', 'DEAD'))
  ORDER BY c.order_id /* FOR UPDATE */)
