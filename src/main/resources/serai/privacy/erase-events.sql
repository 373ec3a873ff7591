UPDATE event SET reason = ? WHERE order_id = ? AND reason <> ''
