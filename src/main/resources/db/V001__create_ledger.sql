-- The ledger: the truth about orders, dispatches, attempts and what people did.
-- Runs on SQLite and PostgreSQL: ids are text, times epoch milliseconds, flags 0 and 1, documents JSON text.

CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  store TEXT NOT NULL,
  store_order_id TEXT NOT NULL,
  order_number TEXT NOT NULL,
  standing TEXT NOT NULL,           -- StoreOrder.Standing
  standing_reason TEXT NOT NULL,
  updated_at BIGINT NOT NULL,       -- the store's time of this state
  recorded_at BIGINT NOT NULL,
  traceparent TEXT NOT NULL,
  cancel_asked_at BIGINT,           -- when the merchant asked here to cancel it
  body TEXT NOT NULL                -- StoreOrder
);
CREATE INDEX orders_by_store ON orders (store, recorded_at, id);
CREATE INDEX orders_by_time ON orders (recorded_at, id);
CREATE INDEX orders_not_placed ON orders (standing) WHERE standing <> 'PLACE';

CREATE TABLE dispatch (
  id TEXT PRIMARY KEY,
  order_id TEXT,                    -- null for a message that could not be read as an order
  store TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  part TEXT NOT NULL,
  state TEXT NOT NULL,              -- DispatchState
  version BIGINT NOT NULL,          -- counts changes: every change is compare-and-set on it
  cause TEXT,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  request TEXT NOT NULL,            -- PlaceOrder
  original_request TEXT,            -- as it was before a person edited it
  step TEXT NOT NULL,               -- what the next attempt does: PLACE or FIND
  attempts BIGINT NOT NULL,
  strikes BIGINT NOT NULL,          -- failures while other orders went through
  supplier_ids TEXT NOT NULL,       -- JSON list
  taken_at BIGINT,
  unknown_since BIGINT,
  ready_at BIGINT,                  -- when the relay may send it; null while it must not
  due_by BIGINT NOT NULL,           -- what must ship soonest goes first
  node TEXT NOT NULL,               -- who has it in a broker or in flight
  traceparent TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX dispatch_of_order ON dispatch (order_id);
CREATE INDEX dispatch_ready ON dispatch (channel, store, due_by) WHERE ready_at IS NOT NULL;
CREATE INDEX dispatch_backlog ON dispatch (channel, state, recorded_at)
  WHERE state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED');
CREATE INDEX dispatch_dead ON dispatch (state, changed_at, id) WHERE state IN ('DEAD', 'ARCHIVED');

CREATE TABLE attempt (
  dispatch_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  step TEXT NOT NULL,
  node TEXT NOT NULL,
  boot TEXT NOT NULL,               -- the run of the node that made it
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  outcome TEXT,                     -- null until it is known
  cause TEXT,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  request TEXT NOT NULL,            -- redacted
  response TEXT NOT NULL,           -- redacted
  PRIMARY KEY (dispatch_id, number)
);

CREATE TABLE event (
  seq ${sequence},
  order_id TEXT NOT NULL,
  dispatch_id TEXT,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX event_of_order ON event (order_id, seq);

CREATE TABLE discrepancy (
  order_id TEXT NOT NULL,
  found_at BIGINT NOT NULL,
  difference TEXT NOT NULL,
  body TEXT NOT NULL,               -- the StoreOrder that differs
  PRIMARY KEY (order_id, found_at)
);

CREATE TABLE privacy_request (
  id TEXT PRIMARY KEY,
  store TEXT NOT NULL,
  kind TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  details TEXT NOT NULL,
  done_at BIGINT
);

CREATE TABLE listing (
  store TEXT NOT NULL,
  sku TEXT NOT NULL,
  channel TEXT NOT NULL,
  product_id TEXT NOT NULL,
  variant TEXT NOT NULL,
  supplier_sku TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  max_unit_cost TEXT,
  currency TEXT,
  shipping_service TEXT NOT NULL,
  source TEXT NOT NULL,             -- file or api
  PRIMARY KEY (store, sku)
);

CREATE TABLE journal_position (
  journal TEXT PRIMARY KEY,
  seq BIGINT NOT NULL
);

CREATE TABLE intake_count (
  journal TEXT NOT NULL,
  kind TEXT NOT NULL,               -- new-order, repeat, privacy, nothing, unreadable
  messages BIGINT NOT NULL,
  PRIMARY KEY (journal, kind)
);

CREATE TABLE node (
  name TEXT PRIMARY KEY,
  boot TEXT NOT NULL,
  seen_at BIGINT NOT NULL
);

CREATE TABLE channel_hold (
  channel TEXT PRIMARY KEY,         -- held by a person; the breaker's own holds end with the process
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  since BIGINT NOT NULL
);

CREATE TABLE replay (
  id TEXT PRIMARY KEY,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  filter TEXT NOT NULL,             -- JSON
  rate_per_second TEXT NOT NULL,    -- decimal
  stages TEXT NOT NULL,             -- JSON list
  stop_above_failure_share TEXT NOT NULL,
  state TEXT NOT NULL,
  stage BIGINT NOT NULL,
  note TEXT NOT NULL,
  paced_at BIGINT NOT NULL,         -- up to when its rate is used up
  version BIGINT NOT NULL
);
CREATE INDEX replay_running ON replay (state) WHERE state = 'RUNNING';

CREATE TABLE replay_item (
  replay_id TEXT NOT NULL,
  dispatch_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  state TEXT NOT NULL,              -- PENDING, SENT, SKIPPED, DONE, DEAD
  stage BIGINT NOT NULL,            -- in which it was sent; 0 before
  note TEXT NOT NULL,
  PRIMARY KEY (replay_id, dispatch_id)
);
CREATE INDEX replay_item_state ON replay_item (replay_id, state, position);
CREATE INDEX replay_item_of_dispatch ON replay_item (dispatch_id);

CREATE TABLE audit (
  seq ${sequence},
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  affected BIGINT NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL              -- the caller's network address
);
CREATE INDEX audit_of_target ON audit (target, seq);
