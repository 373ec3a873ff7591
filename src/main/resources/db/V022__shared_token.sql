-- What renews an account's access, for the nodes that share a ledger: sealed with the channel's configured secrets, so that
-- who has the ledger alone has no token.
CREATE TABLE shared_token (
  channel TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,             -- empty until the first one is renewed
  saved_at BIGINT NOT NULL,
  renewing_by TEXT NOT NULL,        -- the process that renews it at this moment
  renewing_until BIGINT NOT NULL
);
