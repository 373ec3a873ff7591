SELECT * FROM saved_view WHERE shared = 1 AND owner <> ? AND ? IN (scope, '*')
ORDER BY name, owner, id LIMIT ?
