INSERT INTO audit (at, actor, role, action, target, affected, reason, source, store)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, COALESCE(?,
  (SELECT dispatch.store FROM dispatch WHERE dispatch.id = ?),
  (SELECT orders.store FROM orders WHERE orders.id = ?)))
