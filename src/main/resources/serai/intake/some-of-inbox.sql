SELECT seq FROM inbox WHERE journal = ? AND seq >= ? AND seq <= ?
