DELETE FROM listing WHERE source = 'file'
