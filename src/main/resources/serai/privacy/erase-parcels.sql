UPDATE parcel SET note = '' WHERE order_id = ?
