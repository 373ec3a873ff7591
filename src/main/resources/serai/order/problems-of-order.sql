SELECT dispatch_id, cause, note FROM progress WHERE order_id = ? AND cause IS NOT NULL
