CREATE TABLE IF NOT EXISTS setback (
  epoch TEXT PRIMARY KEY,
  journal TEXT NOT NULL,
  after_seq INTEGER NOT NULL,
  after_at INTEGER,
  until_seq INTEGER NOT NULL,
  until_at INTEGER,
  what TEXT NOT NULL,
  told INTEGER NOT NULL DEFAULT 0
)
