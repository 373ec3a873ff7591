SELECT l.channel FROM listing l
WHERE NOT EXISTS (
  SELECT 1 FROM supply s
  WHERE s.channel = l.channel AND s.product_id = l.product_id AND s.variant = l.variant
    AND s.supplier_sku = l.supplier_sku)
LIMIT 1
