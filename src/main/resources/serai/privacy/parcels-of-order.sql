SELECT * FROM parcel WHERE order_id = ? ORDER BY COALESCE(shipped_at, changed_at), id
