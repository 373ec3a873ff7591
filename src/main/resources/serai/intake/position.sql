SELECT seq FROM journal_position WHERE journal = ?
