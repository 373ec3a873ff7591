UPDATE event SET reason = ? WHERE order_id = ? AND dispatch_id = ? AND reason <> ''
