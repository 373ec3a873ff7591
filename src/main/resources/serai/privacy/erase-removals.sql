UPDATE removal SET reason = ? WHERE store = ? AND at <= ?
