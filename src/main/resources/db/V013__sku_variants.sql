-- What a store has meant by a SKU: the variant that it first came with, and whether it came with another since.
CREATE TABLE sku_variant (
  store TEXT NOT NULL,
  sku TEXT NOT NULL,
  variant TEXT NOT NULL,              -- variant:<id> of the platform
  shared BIGINT NOT NULL DEFAULT 0,   -- 1 once several variants have come under this SKU; for good
  PRIMARY KEY (store, sku)
);
