-- Or with one of an earlier death, beside a node of an older version.
-- The list of states says nothing that the next line does not: SQLite uses the index on dead ones for these words only.
SELECT d.id, d.changed_at FROM dispatch d
WHERE d.state IN ('DEAD', 'ARCHIVED') AND d.state = ? AND (d.changed_at, d.id) > (?, ?)
  AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.id = d.id AND l.state = d.state AND l.changed_at = d.changed_at)
ORDER BY d.changed_at, d.id
LIMIT ?
