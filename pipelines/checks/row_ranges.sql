-- title: Each source gives as many articles as its file expects
-- severity: error
-- note: `articles` of `pipelines/sources/<site>.toml`, asked only of a source whose whole raw folder was read.
WITH counts AS (
  SELECT source AS counted_source, COUNT(*) AS articles
  FROM articles
  GROUP BY source
)
SELECT expected_rows.source AS source, COALESCE(counts.articles, 0) AS articles,
  expected_rows.articles_min AS articles_min, expected_rows.articles_max AS articles_max
FROM expected_rows
LEFT JOIN counts ON counts.counted_source = expected_rows.source
WHERE COALESCE(counts.articles, 0) < expected_rows.articles_min OR COALESCE(counts.articles, 0) > expected_rows.articles_max
ORDER BY source
