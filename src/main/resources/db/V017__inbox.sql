-- Entries of journals, as they came: second copies, and what was carried over from the folder of a node that is gone.
CREATE TABLE inbox (
  journal TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  store TEXT NOT NULL,
  kind TEXT NOT NULL,
  order_id TEXT,
  store_order_id TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BYTEA NOT NULL,
  adopted BIGINT NOT NULL,          -- 1: another node has recorded it; a mark without content, until its own node knows
  PRIMARY KEY (journal, epoch, seq)
);
CREATE INDEX inbox_waiting ON inbox (journal, epoch, seq) WHERE adopted = 0;
CREATE INDEX inbox_of_order ON inbox (order_id) WHERE adopted = 0;
