INSERT INTO known_journal (journal, node, boot, round, unrecorded, assured, said_at)
VALUES (?, ?, ?, 0, 0, ?, (SELECT at FROM ledger_clock))
ON CONFLICT (journal) DO UPDATE SET node = excluded.node, boot = excluded.boot,
  assured = CASE WHEN excluded.assured = 1 THEN known_journal.assured ELSE 0 END, said_at = excluded.said_at
RETURNING assured
