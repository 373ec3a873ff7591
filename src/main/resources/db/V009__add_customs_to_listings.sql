-- What customs ask of a thing that a listing buys.

ALTER TABLE listing ADD COLUMN hs_code TEXT NOT NULL DEFAULT '';          -- 6 to 10 digits, or nothing
ALTER TABLE listing ADD COLUMN origin_country TEXT NOT NULL DEFAULT '';   -- ISO 3166-1, or nothing
