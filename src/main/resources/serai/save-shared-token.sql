INSERT INTO shared_token (channel, sealed, saved_at, renewing_by, renewing_until) VALUES (?, ?, ?, '', 0)
ON CONFLICT (channel) DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at, renewing_by = '',
  renewing_until = 0
