UPDATE incident
SET closing = 'the gateway stopped',
  closed_at = COALESCE((SELECT CASE WHEN n.seen_at > incident.opened_at THEN n.seen_at ELSE incident.opened_at END
    FROM node n WHERE n.name = incident.node AND n.boot = incident.boot), ?)
WHERE closed_at IS NULL AND node = ? AND boot <> ?
