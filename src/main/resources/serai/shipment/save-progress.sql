-- Where nothing is to be asked any more, a late answer changes nothing: the order may have been erased meanwhile.
UPDATE progress SET state = ?, cause = ?, note = ?, observed_at = ?, changed_at = ?, next_at = ?
WHERE dispatch_id = ? AND next_at IS NOT NULL
