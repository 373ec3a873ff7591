CREATE INDEX IF NOT EXISTS entry_of_order ON entry (order_id)
