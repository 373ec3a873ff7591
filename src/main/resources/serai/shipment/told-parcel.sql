UPDATE parcel SET told_number = ?, revision = ? WHERE id = ?
