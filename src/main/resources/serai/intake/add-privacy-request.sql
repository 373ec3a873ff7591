-- A shop that is uninstalled twice asks twice in the same words; a data request has an id of its own.
INSERT INTO privacy_request (id, store, kind, received_at, details) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE
SET received_at = excluded.received_at, details = excluded.details, done_at = NULL, note = NULL, erased = 0
WHERE privacy_request.kind <> 'DATA_REQUEST' AND privacy_request.done_at < excluded.received_at
