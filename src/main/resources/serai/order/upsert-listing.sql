INSERT INTO listing (store, sku, channel, product_id, variant, supplier_sku, quantity, max_unit_cost, currency, shipping_service,
  hs_code, origin_country, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (store, sku) DO UPDATE SET channel = excluded.channel, product_id = excluded.product_id,
  variant = excluded.variant, supplier_sku = excluded.supplier_sku, quantity = excluded.quantity,
  max_unit_cost = excluded.max_unit_cost, currency = excluded.currency, shipping_service = excluded.shipping_service,
  hs_code = excluded.hs_code, origin_country = excluded.origin_country, source = excluded.source
