SELECT s.channel FROM supply s
WHERE NOT EXISTS (
  SELECT 1 FROM listing l
  WHERE l.channel = s.channel AND l.product_id = s.product_id AND l.variant = s.variant
    AND l.supplier_sku = s.supplier_sku)
LIMIT 1
