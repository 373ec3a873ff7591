SELECT name, boot, seen_at FROM node ORDER BY name
