-- On PostgreSQL a second node that says the same SKU for the first time waits here for the first.
INSERT INTO sku_variant (store, sku, variant, shared) VALUES (?, ?, ?, 0)
ON CONFLICT (store, sku) DO UPDATE SET
  shared = CASE WHEN sku_variant.variant = excluded.variant THEN sku_variant.shared ELSE 1 END
RETURNING variant, shared
