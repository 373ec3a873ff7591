UPDATE dispatch SET request = ?, reason = ?, version = version + 1
WHERE id = ? AND version = ? AND state = 'DEAD'
