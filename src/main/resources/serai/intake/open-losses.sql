SELECT * FROM journal_loss WHERE settled_at IS NULL ORDER BY noticed_at, journal, after_seq
