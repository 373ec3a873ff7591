UPDATE incident
SET closing = 'nothing was heard of the gateway any more',
  closed_at = COALESCE((SELECT CASE WHEN n.seen_at > incident.opened_at THEN n.seen_at ELSE incident.opened_at END
    FROM node n WHERE n.name = incident.node), ?)
WHERE closed_at IS NULL AND node NOT IN ('', ?) AND node NOT IN (SELECT name FROM node WHERE seen_at >= ?)
