-- Remedies and replays: letters that die the same way again and again, and what became of what a replay sent.

ALTER TABLE dispatch ADD COLUMN died_of TEXT;                       -- cause and code of its last death
ALTER TABLE dispatch ADD COLUMN deaths BIGINT NOT NULL DEFAULT 0;   -- in a row, all of that cause and code

ALTER TABLE replay ADD COLUMN even_if_looping BIGINT NOT NULL DEFAULT 0;
ALTER TABLE replay ADD COLUMN items BIGINT NOT NULL DEFAULT 0;      -- letters that it began with
UPDATE replay SET items = (SELECT COUNT(*) FROM replay_item i WHERE i.replay_id = replay.id);
CREATE INDEX replay_by_time ON replay (created_at, id);

ALTER TABLE replay_item ADD COLUMN cause TEXT;                      -- of which it died again, whatever came later
ALTER TABLE replay_item ADD COLUMN code TEXT NOT NULL DEFAULT '';
UPDATE replay_item SET cause = (SELECT d.cause FROM dispatch d WHERE d.id = replay_item.dispatch_id)
WHERE state = 'DEAD';
CREATE INDEX replay_item_stage ON replay_item (replay_id, stage, state);
CREATE INDEX replay_item_failed ON replay_item (replay_id, cause) WHERE state = 'DEAD';
