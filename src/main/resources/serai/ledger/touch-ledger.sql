INSERT INTO look (node, at) VALUES (?, ?)
ON CONFLICT (node) DO UPDATE SET at = excluded.at
