DELETE FROM store_check WHERE order_id = ?
