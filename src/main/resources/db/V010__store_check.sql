-- What stores are asked right before a purchase, and refunds of which their webhooks tell only the sum.

CREATE TABLE shown_refund (         -- a refund that a WooCommerce order shows
  order_id TEXT NOT NULL,
  refund_id TEXT NOT NULL,
  standing TEXT NOT NULL,           -- ShownRefunds.Standing
  lines TEXT NOT NULL,              -- JSON list of the pieces given back, as the store's REST API has them
  PRIMARY KEY (order_id, refund_id)
);

CREATE TABLE store_check (          -- an order that waits for its store's word; no row for one that does not
  order_id TEXT PRIMARY KEY,
  unanswered_since BIGINT,          -- since when it is asked in vain; null while the store answers
  waits BIGINT NOT NULL,            -- in a row
  holds TEXT NOT NULL,              -- the store's ids of what holds it, a blank before and after each
  person_asked TEXT NOT NULL,       -- dispatches for which a person was asked, each with the refunds, one a line
  unasked BIGINT NOT NULL           -- 1 once the timeline says that it is bought without the store's word
);
