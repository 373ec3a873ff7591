INSERT INTO sign_in_try (kind, subject, tries, last_at, blocked_until) VALUES (?, ?, 1, ?, 0)
ON CONFLICT (kind, subject) DO UPDATE SET
  tries = 1 + CASE
    WHEN (excluded.last_at - sign_in_try.last_at) / ? >= sign_in_try.tries THEN 0
    ELSE sign_in_try.tries - (excluded.last_at - sign_in_try.last_at) / ?
  END,
  last_at = excluded.last_at
WHERE sign_in_try.blocked_until <= excluded.last_at
RETURNING tries
