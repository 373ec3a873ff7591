DELETE FROM supply
WHERE NOT EXISTS (
  SELECT 1 FROM listing l
  WHERE l.channel = supply.channel AND l.product_id = supply.product_id AND l.variant = supply.variant
    AND l.supplier_sku = supply.supplier_sku)
