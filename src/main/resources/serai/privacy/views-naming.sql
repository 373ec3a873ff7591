SELECT id, name, query FROM saved_view WHERE LOWER(name) LIKE ? ESCAPE '!' OR LOWER(query) LIKE ? ESCAPE '!'
