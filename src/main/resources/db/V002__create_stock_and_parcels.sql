-- What suppliers have, how far orders are, the parcels, and what stores are to hear of all that.

CREATE TABLE supply (               -- one thing that listings buy, and what its supplier last said of it
  channel TEXT NOT NULL,
  product_id TEXT NOT NULL,
  variant TEXT NOT NULL,
  supplier_sku TEXT NOT NULL,
  state TEXT NOT NULL,              -- NEW, or ReadStock.State
  quantity BIGINT NOT NULL,
  unit_cost TEXT,
  currency TEXT,
  note TEXT NOT NULL,
  observed_at BIGINT,               -- null until the supplier has said something of it
  changed_at BIGINT NOT NULL,       -- when quantity or cost last differed from before
  wanted_at BIGINT NOT NULL,        -- of the last order that holds it; 0 for none
  quiet BIGINT NOT NULL,            -- readings in a row that brought nothing new
  next_at BIGINT NOT NULL,          -- when to ask again
  PRIMARY KEY (channel, product_id, variant, supplier_sku)
);
CREATE INDEX supply_due ON supply (channel, next_at);
CREATE INDEX supply_wanted ON supply (channel, wanted_at);
CREATE INDEX listing_of_supply ON listing (channel, product_id, variant, supplier_sku);

CREATE TABLE offer (                -- what a store shall say of one SKU; the row is also its place in the queue
  store TEXT NOT NULL,
  sku TEXT NOT NULL,
  available BIGINT,                 -- null: the store's stock is left alone
  price TEXT,                       -- null: the store's price is left alone
  currency TEXT,
  observed_at BIGINT NOT NULL,      -- when the supplier said what this follows from
  revision BIGINT NOT NULL,         -- counts the wishes that differ
  told_revision BIGINT NOT NULL,    -- the one that the store has
  told_at BIGINT,
  tries BIGINT NOT NULL,
  due_at BIGINT,                    -- when to tell the store; null when it has it or refuses it
  cause TEXT,
  note TEXT NOT NULL,
  PRIMARY KEY (store, sku)
);
CREATE INDEX offer_due ON offer (store, due_at) WHERE due_at IS NOT NULL;

CREATE TABLE progress (             -- how far an order is that a supplier holds
  dispatch_id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL,
  store TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,              -- ReadProgress.State
  cause TEXT,
  note TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  observed_at BIGINT,
  changed_at BIGINT NOT NULL,
  hinted_at BIGINT,                 -- when the supplier told us to look; null once somebody does
  next_at BIGINT                    -- when to ask again; null when nothing will change any more
);
CREATE INDEX progress_due ON progress (channel, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX progress_hinted ON progress (channel, hinted_at) WHERE hinted_at IS NOT NULL;
CREATE INDEX progress_of_order ON progress (order_id);

CREATE TABLE supplier_order (       -- finds our dispatch by the supplier's number
  channel TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  dispatch_id TEXT NOT NULL,
  PRIMARY KEY (channel, supplier_id)
);

CREATE TABLE parcel (
  id TEXT PRIMARY KEY,              -- derived from dispatch and ref
  dispatch_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  store TEXT NOT NULL,
  channel TEXT NOT NULL,
  ref TEXT NOT NULL,                -- what the supplier knows it by
  carrier TEXT NOT NULL,            -- Carrier
  tracking_number TEXT NOT NULL,
  status TEXT NOT NULL,             -- ReadProgress.ParcelStatus
  lines TEXT NOT NULL,              -- JSON list, in the store's pieces
  shipped_at BIGINT,
  note TEXT NOT NULL,
  told_number TEXT NOT NULL,        -- the tracking number that the store was told, or is about to be
  revision BIGINT NOT NULL,         -- counts what the store was told
  observed_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX parcel_of_order ON parcel (order_id);
CREATE INDEX parcel_of_store ON parcel (store, changed_at, id);
CREATE INDEX parcel_by_number ON parcel (tracking_number);

CREATE TABLE lease (                -- work that one node does for all
  name TEXT PRIMARY KEY,
  node TEXT NOT NULL,
  until BIGINT NOT NULL
);

CREATE TABLE store_visit (          -- when we last looked into a store ourselves
  store TEXT PRIMARY KEY,
  orders_until BIGINT NOT NULL,     -- changes up to here are known
  orders_next_at BIGINT NOT NULL,
  hooks_at BIGINT,                  -- when its webhooks were last seen to be whole
  hooks_next_at BIGINT NOT NULL,
  requests_at BIGINT,               -- when it asked something of us that nobody has looked at yet
  note TEXT NOT NULL
);

CREATE TABLE store_gap (            -- what a store failed to tell us, found by looking
  seq ${sequence},
  store TEXT NOT NULL,
  found_at BIGINT NOT NULL,
  since BIGINT,
  orders BIGINT NOT NULL,           -- that no webhook had brought
  what TEXT NOT NULL
);
CREATE INDEX store_gap_of_store ON store_gap (store, seq);

CREATE TABLE removal (              -- a cancellation that came before its order
  order_id TEXT NOT NULL,
  store TEXT NOT NULL,              -- who says so: anybody can work out an order's id, only its own store is believed
  kind TEXT NOT NULL,               -- ASKED here by the merchant: for good; or REMOVED from the store
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (order_id, store)
);
CREATE INDEX removal_by_time ON removal (at);

ALTER TABLE orders ADD COLUMN erased_at BIGINT;  -- since when it holds no personal data; what is left is never bought

ALTER TABLE privacy_request ADD COLUMN note TEXT;
ALTER TABLE privacy_request ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;  -- orders that it has erased so far
CREATE INDEX dispatch_unread ON dispatch (store) WHERE kind = 'read-order';
CREATE INDEX privacy_open ON privacy_request (received_at) WHERE done_at IS NULL;
CREATE INDEX orders_by_number ON orders (store, order_number);
CREATE INDEX offer_refused ON offer (store, sku) WHERE cause IS NOT NULL;
CREATE INDEX progress_problem ON progress (dispatch_id) WHERE cause IS NOT NULL;
