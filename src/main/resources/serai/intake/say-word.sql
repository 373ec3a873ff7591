INSERT INTO known_journal (journal, node, boot, round, unrecorded, assured, said_at)
VALUES (?, ?, ?, ?, ?, ?, (SELECT at FROM ledger_clock))
ON CONFLICT (journal) DO UPDATE SET node = excluded.node, boot = excluded.boot,
  round = known_journal.round + excluded.round, unrecorded = excluded.unrecorded, assured = excluded.assured,
  said_at = excluded.said_at
RETURNING round
