DELETE FROM supply
WHERE (channel, product_id, variant, supplier_sku) IN (
  SELECT s.channel, s.product_id, s.variant, s.supplier_sku FROM supply s
  WHERE NOT EXISTS (
    SELECT 1 FROM listing l
    WHERE l.channel = s.channel AND l.product_id = s.product_id AND l.variant = s.variant
      AND l.supplier_sku = s.supplier_sku)
  ORDER BY s.channel, s.product_id, s.variant, s.supplier_sku /* FOR UPDATE */)
