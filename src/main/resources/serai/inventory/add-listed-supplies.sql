INSERT INTO supply (channel, product_id, variant, supplier_sku, state, quantity, unit_cost, currency, note, observed_at,
  changed_at, wanted_at, quiet, next_at)
SELECT DISTINCT channel, product_id, variant, supplier_sku, 'NEW', 0, NULL, NULL, '', CAST(NULL AS BIGINT),
  CAST(? AS BIGINT), 0, 0, CAST(? AS BIGINT)
FROM listing
WHERE 1 = 1
ORDER BY channel, product_id, variant, supplier_sku
ON CONFLICT DO NOTHING
