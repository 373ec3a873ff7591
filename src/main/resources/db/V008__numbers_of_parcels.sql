-- A parcel is not its number: suppliers replace one number by another on the way.
-- The supplier's number of the order that the parcel belongs to, or empty.
ALTER TABLE parcel ADD COLUMN supplier_order TEXT NOT NULL DEFAULT '';
-- What is in it as the supplier said last: JSON list, in the supplier's pieces.
ALTER TABLE parcel ADD COLUMN contents TEXT NOT NULL DEFAULT '[]';
-- The numbers that it had before: JSON list, oldest first.
ALTER TABLE parcel ADD COLUMN previous_numbers TEXT NOT NULL DEFAULT '[]';
