SELECT refund_id, standing, lines FROM shown_refund WHERE order_id = ? ORDER BY refund_id
