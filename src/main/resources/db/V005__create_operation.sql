-- What people who run the gateway see and decide: traffic, incidents, switches, and what waiting orders are worth.

CREATE TABLE traffic (              -- of one minute and store; counted in memory and added every few seconds
  store TEXT NOT NULL,              -- empty for all stores together
  minute BIGINT NOT NULL,           -- epoch milliseconds of its beginning
  accepted BIGINT NOT NULL,         -- orders that came
  placed BIGINT NOT NULL,           -- purchases that a supplier holds
  failed BIGINT NOT NULL,           -- purchases and messages that became dead letters
  parked BIGINT,                    -- purchases that waited, a level and no count; null when nobody looked
  PRIMARY KEY (store, minute)
);
CREATE INDEX traffic_by_minute ON traffic (minute);

CREATE TABLE incident (             -- a time in which a channel was held
  id ${sequence},
  channel TEXT NOT NULL,
  store TEXT,                       -- whose channel it is; null for a supplier's
  node TEXT NOT NULL,               -- whose breaker; empty for a person's hold, which all nodes keep
  boot TEXT NOT NULL,               -- the run of that node
  holder TEXT NOT NULL,             -- breaker, or the person's name
  cause TEXT,                       -- Cause; null for a person's hold
  words TEXT NOT NULL,              -- the provider's, or the person's
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  closing TEXT NOT NULL,            -- how it ended, in words
  most_waiting BIGINT NOT NULL      -- dispatches that waited at most meanwhile
);
CREATE INDEX incident_open ON incident (channel, node) WHERE closed_at IS NULL;

CREATE TABLE switched_off (         -- what people have switched off
  feature TEXT NOT NULL,            -- Stops.Feature
  target TEXT NOT NULL,             -- all, store:<id> or channel:<name>
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (feature, target)
);

ALTER TABLE dispatch ADD COLUMN worth BIGINT;          -- ten-thousandths of the currency's unit
ALTER TABLE dispatch ADD COLUMN worth_currency TEXT;

-- What is due beside new purchases: it goes on where these are switched off, and must be found behind any number of them.
CREATE INDEX dispatch_ready_old ON dispatch (channel, store, due_by)
  WHERE ready_at IS NOT NULL
    AND (kind <> 'place-order' OR step <> 'PLACE' OR unknown_since IS NOT NULL OR taken_at IS NOT NULL
      OR supplier_ids <> '[]');

ALTER TABLE offer ADD COLUMN withheld BIGINT NOT NULL DEFAULT 0;  -- what waits for a switch: 1 stock, 2 price, 3 both
CREATE INDEX offer_withheld ON offer (store, withheld) WHERE withheld > 0;
