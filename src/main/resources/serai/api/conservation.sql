SELECT 'fate' AS section, fate AS name, n FROM (
${fates}
) by_fate
UNION ALL SELECT 'orders', '', COUNT(*) FROM orders
UNION ALL SELECT 'message', kind, SUM(messages) FROM intake_count GROUP BY kind
UNION ALL SELECT 'unread', '', COUNT(*) FROM dispatch WHERE kind = 'read-order' AND state IN ('DEAD', 'ARCHIVED')
