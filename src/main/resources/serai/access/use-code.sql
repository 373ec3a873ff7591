INSERT INTO used_code (account, step) VALUES (?, ?)
ON CONFLICT (account) DO UPDATE SET step = excluded.step WHERE used_code.step < excluded.step
