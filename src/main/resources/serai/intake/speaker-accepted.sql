SELECT store FROM store_speaker WHERE store = ? AND speaker = ?
