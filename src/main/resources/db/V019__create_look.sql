-- When each node last found that it can write here: health tells by it, and nothing else reads it.
CREATE TABLE look (
    node TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
