-- Who is signed in, who may not try at the moment, and of which store an entry of the audit book is.

CREATE TABLE session (
  id TEXT PRIMARY KEY,              -- SHA-256 of the cookie's value, hexadecimal: the value itself is nowhere
  account TEXT NOT NULL,
  stamp TEXT NOT NULL,              -- of the account at sign-in; another one now ends the session
  proof TEXT NOT NULL,              -- Proof
  source TEXT NOT NULL,             -- the network address of the sign-in
  opened_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL           -- of a request, behind by a minute at most
);
CREATE INDEX session_of_account ON session (account, opened_at);
CREATE INDEX session_opened ON session (opened_at);
CREATE INDEX session_seen ON session (seen_at);

CREATE TABLE sign_in_try (          -- tries without a success since
  kind TEXT NOT NULL,               -- SignInTries.Kind
  subject TEXT NOT NULL,            -- an account, the fingerprint of a name that is none, a network address, or a device
  tries BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX sign_in_try_by_age ON sign_in_try (kind, last_at);

CREATE TABLE known_device (          -- browsers that somebody has signed in with
  id TEXT PRIMARY KEY,              -- a digest of what the browser keeps and the account: neither follows from it
  account TEXT NOT NULL,
  seen_at BIGINT NOT NULL           -- the last success
);
CREATE INDEX known_device_of_account ON known_device (account, seen_at);
CREATE INDEX known_device_seen ON known_device (seen_at);

CREATE TABLE used_code (            -- a one-time code is good once
  account TEXT PRIMARY KEY,
  step BIGINT NOT NULL              -- the time step of the last code that was taken
);

ALTER TABLE audit ADD COLUMN store TEXT;   -- null where it concerns no store or several
UPDATE audit SET store = (SELECT dispatch.store FROM dispatch WHERE dispatch.id = audit.target);
UPDATE audit SET store = (SELECT orders.store FROM orders WHERE orders.id = audit.target) WHERE store IS NULL;

CREATE INDEX audit_by_time ON audit (at, seq);
CREATE INDEX audit_of_actor ON audit (actor, at, seq);
CREATE INDEX audit_of_action ON audit (action, at, seq);
CREATE INDEX audit_of_store ON audit (store, at, seq) WHERE store IS NOT NULL;
