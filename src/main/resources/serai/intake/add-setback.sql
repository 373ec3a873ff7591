INSERT INTO setback (epoch, journal, after_seq, after_at, until_seq, until_at, what) VALUES (?, ?, ?, ?, ?, ?, ?)
