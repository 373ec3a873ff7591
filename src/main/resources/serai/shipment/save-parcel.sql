INSERT INTO parcel (id, dispatch_id, order_id, store, channel, ref, carrier, tracking_number, status, lines, shipped_at,
  note, supplier_order, contents, previous_numbers, told_number, revision, observed_at, changed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?, ?)
ON CONFLICT (id) DO UPDATE SET carrier = excluded.carrier, tracking_number = excluded.tracking_number,
  lines = excluded.lines, supplier_order = excluded.supplier_order, contents = excluded.contents,
  previous_numbers = excluded.previous_numbers,
  status = excluded.status, shipped_at = excluded.shipped_at, note = excluded.note, observed_at = excluded.observed_at,
  changed_at = CASE
    WHEN parcel.status <> excluded.status OR parcel.tracking_number <> excluded.tracking_number THEN excluded.changed_at
    ELSE parcel.changed_at END
