-- What a store has said of an order that could not be read, or that made none: so that whoever asks is told for ever.

CREATE TABLE store_message (
  id TEXT PRIMARY KEY,
  order_id TEXT,                    -- ours; null where only its number is known
  store TEXT NOT NULL,
  store_order_id TEXT NOT NULL,     -- empty where the message names none
  order_number TEXT NOT NULL,       -- likewise
  letter_id TEXT,                   -- its dead letter; null where there is nothing to do for anybody
  state TEXT NOT NULL,              -- without a letter, what the order is for us: ARCHIVED or CANCELLED
  reason TEXT NOT NULL,             -- likewise, why; never anybody's own words
  at BIGINT NOT NULL
);
CREATE INDEX store_message_of_order ON store_message (order_id, at) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX store_message_of_letter ON store_message (letter_id) WHERE letter_id IS NOT NULL;
