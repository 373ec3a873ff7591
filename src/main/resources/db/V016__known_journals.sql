-- What each node has said last of its journal: others must know what the ledger does not show yet.
-- Times are the ledger's own: nodes need not agree on the hour.
CREATE VIEW ledger_clock AS SELECT ${clock} AS at;

CREATE TABLE known_journal (
  journal TEXT PRIMARY KEY,
  node TEXT NOT NULL,
  boot TEXT NOT NULL,
  round BIGINT NOT NULL,            -- grows each time that all which was taken before the last time is recorded
  unrecorded BIGINT NOT NULL,       -- entries that were not in the ledger at that time
  assured BIGINT NOT NULL,          -- 1: all that it ever took is in the ledger or in the inbox
  said_at BIGINT NOT NULL
);
