SELECT dispatch_id FROM supplier_order WHERE channel = ? AND supplier_id = ?
