UPDATE dispatch SET worth = ?, worth_currency = ? WHERE id = ?
