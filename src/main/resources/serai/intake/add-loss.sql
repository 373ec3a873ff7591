INSERT INTO journal_loss (journal, after_seq, until_seq, node, after_at, until_at, noticed_at, what, settled_at, settled_by, settled_why)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)
ON CONFLICT (journal, after_seq, until_seq) DO NOTHING
