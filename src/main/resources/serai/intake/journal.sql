CREATE TABLE IF NOT EXISTS entry (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at BIGINT NOT NULL,
  store TEXT NOT NULL,
  kind TEXT NOT NULL,
  order_id TEXT,
  store_order_id TEXT,
  traceparent TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BLOB NOT NULL,
  hash TEXT
)
