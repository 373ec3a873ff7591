UPDATE offer SET due_at = ?, tries = tries + 1, cause = ?, note = ? WHERE store = ? AND sku = ?
