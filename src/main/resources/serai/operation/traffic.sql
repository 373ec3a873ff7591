-- Of several stores the levels of one minute add up; over minutes, the highest counts.
SELECT minute, SUM(accepted) AS accepted, SUM(placed) AS placed, SUM(failed) AS failed, SUM(parked) AS parked
FROM traffic
WHERE ${conditions}
GROUP BY minute
ORDER BY minute
