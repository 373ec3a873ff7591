DELETE FROM mark WHERE seq < ?
