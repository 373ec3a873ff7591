INSERT INTO supplier_order (channel, supplier_id, dispatch_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
