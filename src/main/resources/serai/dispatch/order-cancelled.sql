SELECT id FROM orders WHERE id = ? AND standing = 'CANCELLED'
