-- A dead letter may go again, and a person's word on it counts then.
DELETE FROM store_check WHERE NOT EXISTS (
  SELECT 1 FROM dispatch d
  WHERE d.order_id = store_check.order_id AND d.kind = 'place-order'
    AND d.state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED', 'DEAD'))
