SELECT order_id, state FROM dispatch WHERE kind = 'place-order' AND ${conditions}
