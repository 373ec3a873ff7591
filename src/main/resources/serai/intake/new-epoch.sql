UPDATE identity SET epoch = ?
