SELECT * FROM parcel
WHERE store = ? AND (changed_at < ? OR (changed_at = ? AND id < ?))
ORDER BY changed_at DESC, id DESC
LIMIT ?
