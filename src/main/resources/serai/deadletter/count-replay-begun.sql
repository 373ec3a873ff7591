UPDATE replay SET items = ? WHERE id = ?
