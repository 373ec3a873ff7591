INSERT INTO shared_token (channel, sealed, saved_at, renewing_by, renewing_until) VALUES (?, '', ?, ?, ?)
ON CONFLICT (channel) DO UPDATE SET renewing_by = excluded.renewing_by, renewing_until = excluded.renewing_until
WHERE shared_token.renewing_by = excluded.renewing_by OR shared_token.renewing_until < ?
