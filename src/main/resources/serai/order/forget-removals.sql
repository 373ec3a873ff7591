DELETE FROM removal WHERE at < ?
