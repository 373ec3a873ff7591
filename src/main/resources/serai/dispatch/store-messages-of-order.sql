SELECT * FROM store_message WHERE order_id = ? ORDER BY at, id
