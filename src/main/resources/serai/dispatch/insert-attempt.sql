INSERT INTO attempt (dispatch_id, number, step, node, boot, started_at, ended_at, outcome, cause, code, detail, request, response)
VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, '', '', '', '')
