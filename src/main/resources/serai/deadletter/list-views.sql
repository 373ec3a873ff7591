SELECT * FROM saved_view WHERE owner = ? OR shared = 1 ORDER BY name, owner, id LIMIT 500
