-- How far each journal is recorded: by epoch, with the hash of the entry, so that a number is not believed by itself.
ALTER TABLE journal_position RENAME TO journal_position_before;
CREATE TABLE journal_position (
  journal TEXT NOT NULL,
  epoch TEXT NOT NULL,                -- empty: saved by a version that knew no epochs
  node TEXT NOT NULL,                 -- whose journal it is
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,                 -- of the entry of that number; empty where an earlier version made none
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (journal, epoch)
);
INSERT INTO journal_position (journal, epoch, node, seq, hash, saved_at)
SELECT journal, '', '', seq, '', 0 FROM journal_position_before;
DROP TABLE journal_position_before;

CREATE TABLE journal_checkpoint (     -- earlier positions, a few seconds apart, to find where two histories part
  journal TEXT NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (journal, seq, hash)
);
CREATE INDEX journal_checkpoint_age ON journal_checkpoint (journal, saved_at);

CREATE TABLE journal_loss (           -- acknowledged entries that are in neither the journal nor the ledger
  journal TEXT NOT NULL,
  after_seq BIGINT NOT NULL,          -- the last that is there
  until_seq BIGINT NOT NULL,          -- the last that is not; the same as after_seq where nobody knows how many
  node TEXT NOT NULL,
  after_at BIGINT,
  until_at BIGINT,
  noticed_at BIGINT NOT NULL,
  what TEXT NOT NULL,                 -- how it was found out
  settled_at BIGINT,
  settled_by TEXT,
  settled_why TEXT,
  PRIMARY KEY (journal, after_seq, until_seq)
);
