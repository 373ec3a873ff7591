-- What people look for and how they share the work: dead letters as search reads them, notes, saved views, marks of orders.

ALTER TABLE dispatch ADD COLUMN assignee TEXT;  -- who looks after it when it is a dead letter; null for nobody

-- Exactly the dispatches in state DEAD or ARCHIVED, without their payload: small enough to be looked through whole.
-- Written in the transaction that moves the dispatch, which stays the truth.
CREATE TABLE letter (
  id TEXT PRIMARY KEY,              -- the dispatch's
  state TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  store TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  cause TEXT NOT NULL,              -- empty for none
  code TEXT NOT NULL,
  order_id TEXT NOT NULL,           -- empty for a message that could not be read
  ordered_at BIGINT NOT NULL,       -- when the order was recorded; 0 for none
  store_order_id TEXT NOT NULL,
  order_number TEXT NOT NULL,
  edited BIGINT NOT NULL,
  assignee TEXT NOT NULL,           -- empty for nobody
  snoozed_until BIGINT NOT NULL,    -- 0 for not at all; goes with every move
  skus TEXT NOT NULL,               -- JSON list
  words TEXT NOT NULL               -- reason, code, numbers and our reference in lower case, cut
);
CREATE INDEX letter_by_time ON letter (state, changed_at, id, store, channel, cause, kind, assignee, snoozed_until);
CREATE INDEX letter_groups ON letter (state, cause, channel, store, changed_at, id, snoozed_until, assignee, kind);
CREATE INDEX letter_by_order_time ON letter (state, ordered_at, order_id);
CREATE INDEX letter_of_order ON letter (order_id);
CREATE INDEX letter_of_store_order ON letter (store_order_id);
CREATE INDEX letter_of_order_number ON letter (order_number);

CREATE TABLE letter_note (
  seq ${sequence},
  letter_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  body TEXT NOT NULL                -- a JSON text, which also holds what the database cannot
);
CREATE INDEX letter_note_of ON letter_note (letter_id, seq);

CREATE TABLE bulk_item (            -- the letters that an entry of the audit book about many of them speaks of
  dispatch_id TEXT NOT NULL,
  bulk_id TEXT NOT NULL,            -- the entry's target
  PRIMARY KEY (dispatch_id, bulk_id)
)${rowless};

CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  scope TEXT NOT NULL,              -- the stores of whoever kept it, sorted, by commas; * for every store
  shared BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (owner, name)
);
CREATE INDEX saved_view_shared ON saved_view (scope, name) WHERE shared = 1;

CREATE TABLE replay_store (         -- the stores of whoever started it; none for somebody who may act on every store
  replay_id TEXT NOT NULL,
  store TEXT NOT NULL,
  PRIMARY KEY (replay_id, store)
);

-- What an order is found by beside its ids: SKUs, references, suppliers' numbers.
CREATE TABLE order_mark (
  store TEXT NOT NULL,
  mark TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,      -- of the order
  order_id TEXT NOT NULL,
  PRIMARY KEY (store, mark, recorded_at, order_id)
)${rowless};

ALTER TABLE orders ADD COLUMN email_hash TEXT;  -- SHA-256 of the trimmed lower-case address; null for none
CREATE INDEX orders_by_email ON orders (email_hash, recorded_at, id) WHERE email_hash IS NOT NULL;
CREATE INDEX orders_by_store_order_id ON orders (store_order_id, recorded_at, id);
CREATE INDEX orders_by_order_number ON orders (order_number, recorded_at, id);
CREATE INDEX supplier_order_by_id ON supplier_order (supplier_id);

CREATE INDEX dispatch_cancelled ON dispatch (order_id) WHERE state = 'CANCELLED';

CREATE TABLE catch_up (             -- how far an older ledger has been read for what newer tables hold
  what TEXT PRIMARY KEY,
  recorded_at BIGINT NOT NULL,
  id TEXT NOT NULL,
  done BIGINT NOT NULL
);
