SELECT COUNT(*) AS n
FROM dispatch d LEFT JOIN orders o ON o.id = d.order_id
WHERE ${conditions}
