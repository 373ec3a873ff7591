SELECT * FROM setback WHERE told = 0 ORDER BY until_seq, epoch
