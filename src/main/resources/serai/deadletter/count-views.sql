SELECT COUNT(*) AS n FROM saved_view WHERE owner = ?
