UPDATE dispatch SET assignee = ?, version = version + 1
WHERE id = ? AND version = ? AND state IN ('DEAD', 'ARCHIVED')
