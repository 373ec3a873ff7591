UPDATE attempt SET ended_at = ?, outcome = ?, cause = ?, code = ?, detail = ?, request = ?, response = ?
WHERE dispatch_id = ? AND number = ? AND outcome IS NULL
