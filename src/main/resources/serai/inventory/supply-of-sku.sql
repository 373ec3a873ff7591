SELECT s.*, l.quantity AS factor
FROM listing l
JOIN supply s ON s.channel = l.channel AND s.product_id = l.product_id AND s.variant = l.variant
  AND s.supplier_sku = l.supplier_sku
WHERE l.store = ? AND l.sku = ?
