SELECT sku FROM offer WHERE store = ? AND withheld IN (?, ?, ?) AND withheld > 0 LIMIT 1
