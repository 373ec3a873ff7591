SELECT refund_id FROM shown_refund WHERE order_id = ? AND standing = 'UNREAD' ORDER BY refund_id
