-- All that is shown of a backlog is read from this index alone, and adds up in its order without sorting.
-- Made once the worth is known: until then, what waits is found by the index that was there before.
DROP INDEX dispatch_backlog;
CREATE INDEX dispatch_backlog ON dispatch (channel, state, worth_currency, store, recorded_at, kind, due_by, worth)
  WHERE state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED');
