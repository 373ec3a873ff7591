DELETE FROM removal
WHERE (order_id, store) IN (
  SELECT order_id, store FROM removal WHERE at < ? ORDER BY order_id, store /* FOR UPDATE */)
