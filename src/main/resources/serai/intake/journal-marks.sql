-- Hashes that are known of numbers that no entry has any more, or never had.
CREATE TABLE IF NOT EXISTS mark (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL)
