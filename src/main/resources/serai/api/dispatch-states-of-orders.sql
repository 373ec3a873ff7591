SELECT order_id, state FROM dispatch WHERE ${conditions}
