SELECT name, boot, seen_at FROM node WHERE name = ?
