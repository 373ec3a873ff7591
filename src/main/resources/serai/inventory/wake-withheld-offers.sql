UPDATE offer SET withheld = 0, due_at = COALESCE(due_at, ?)
WHERE store = ? AND sku IN (
  SELECT sku FROM offer WHERE store = ? AND withheld IN (?, ?, ?) AND withheld > 0
  ORDER BY sku LIMIT ? /* FOR UPDATE */)
