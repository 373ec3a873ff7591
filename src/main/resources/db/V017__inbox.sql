-- Entries of journals, as they came: second copies, and what was carried over from the folder of a node that is gone.
CREATE TABLE inbox (
  journal TEXT NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,               -- of the entry and all before it: a number alone is given twice by a journal that went back
  received_at BIGINT NOT NULL,
  store TEXT NOT NULL,
  kind TEXT NOT NULL,
  order_id TEXT,
  store_order_id TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BYTEA NOT NULL,
  adopted BIGINT NOT NULL,          -- 1: another node has recorded it; a mark without content, until its own node knows
  PRIMARY KEY (journal, seq, hash)
);
CREATE INDEX inbox_waiting ON inbox (journal, seq) WHERE adopted = 0;
CREATE INDEX inbox_of_order ON inbox (order_id) WHERE adopted = 0;
