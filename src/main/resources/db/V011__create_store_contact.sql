-- Since when each store is with us, and which shops speak for it.

CREATE TABLE store_contact (
  store TEXT PRIMARY KEY,
  first_at BIGINT NOT NULL,         -- when it was first heard of; orders from long before are not bought by themselves
  speaker TEXT                      -- what the shop called itself first; null while it has not said
)${rowless};
INSERT INTO store_contact (store, first_at) SELECT store, MIN(recorded_at) FROM orders GROUP BY store;

CREATE TABLE store_speaker (        -- other shops whose word a person takes for the store's
  store TEXT NOT NULL,
  speaker TEXT NOT NULL,
  accepted_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (store, speaker)
)${rowless};
