SELECT * FROM saved_view WHERE owner = ? ORDER BY name, id LIMIT ?
