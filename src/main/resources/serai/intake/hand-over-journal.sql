INSERT INTO known_journal (journal, node, boot, round, unrecorded, assured, said_at) VALUES (?, ?, '', 0, 0, 1, 0)
ON CONFLICT (journal) DO UPDATE SET boot = '', unrecorded = 0, assured = 1, said_at = 0
