INSERT INTO bulk_item (dispatch_id, bulk_id) VALUES (?, ?)
