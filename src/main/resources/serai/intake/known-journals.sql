SELECT k.*, c.at - k.said_at AS silent FROM known_journal k CROSS JOIN ledger_clock c ORDER BY k.node, k.journal
