-- title: Each source gives as many articles as its file expects
-- severity: error
-- note: `rows` of `pipelines/sources/<site>.toml`, asked of each source that gave an article, and only when the whole input that
--   `pipelines/run.toml` names was read.
WITH counts AS (
  SELECT source AS counted_source, COUNT(*) AS articles
  FROM articles
  GROUP BY source
)
SELECT expected_rows.source AS source, counts.articles AS articles,
  expected_rows.articles_min AS articles_min, expected_rows.articles_max AS articles_max
FROM expected_rows
JOIN counts ON counts.counted_source = expected_rows.source
WHERE counts.articles < expected_rows.articles_min OR counts.articles > expected_rows.articles_max
ORDER BY source
