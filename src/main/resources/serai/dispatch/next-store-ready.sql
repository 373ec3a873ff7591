SELECT MIN(store) AS store FROM dispatch WHERE channel = ? AND store > ? AND ready_at IS NOT NULL
