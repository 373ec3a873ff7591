-- What was ordered lately is read first; without this, finding it reads all that is due.

CREATE INDEX supply_wanted ON supply (channel, next_at) WHERE wanted_at > 0;
