DELETE FROM shown_refund WHERE order_id = ? AND refund_id = ?
