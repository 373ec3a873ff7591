-- One row: which state the listings are in, so that every node sees that another has changed them, and which file was
-- taken up last, so that a node with an older one does not take it back.
CREATE TABLE listing_state (
  id INTEGER PRIMARY KEY,
  version BIGINT NOT NULL,
  file_hash TEXT NOT NULL,
  file_at BIGINT NOT NULL
);

INSERT INTO listing_state (id, version, file_hash, file_at) VALUES (1, 0, '', 0);
