SELECT DISTINCT journal FROM inbox WHERE adopted = 0 ORDER BY journal
