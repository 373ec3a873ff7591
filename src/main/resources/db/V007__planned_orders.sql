-- The order as it was bought or is being bought (a StoreOrder), where the store's latest word in "body" says something else
-- since; null where both are one.
ALTER TABLE orders ADD COLUMN planned TEXT;
