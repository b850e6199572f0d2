-- title: Articles read, by publisher, kind and month
-- grain: publisher, kind, published_year, published_month
-- column publisher: Who publishes the pages.
-- column kind: What kind of page they are.
-- column published_year: Year of publication.
-- column published_month: Month of publication, from 1.
-- column articles: Articles read.
-- column articles_dated_elsewhere: Of them, those whose page carries no date, so that a photo or the capture gave it.
-- column articles_with_announcement: Of them, those that announce, preview, authorize or recall a package.
-- column first_published_date: Day of the first one.
-- column last_published_date: Day of the last one.
WITH telling AS (
  SELECT DISTINCT article_id AS telling_id FROM announcements
),
read AS (
  SELECT articles.publisher AS publisher, articles.kind AS kind, articles.published_date AS published_date,
    CAST(EXTRACT(YEAR FROM articles.published_date) AS BIGINT) AS published_year,
    CAST(EXTRACT(MONTH FROM articles.published_date) AS BIGINT) AS published_month,
    articles.published_date_basis AS published_date_basis, telling.telling_id AS telling_id
  FROM articles
  LEFT JOIN telling ON telling.telling_id = articles.article_id
)
SELECT
  publisher, kind, published_year, published_month,
  COUNT(*) AS articles,
  COUNT(*) FILTER (WHERE published_date_basis IN ('latest_photo', 'capture')) AS articles_dated_elsewhere,
  COUNT(telling_id) AS articles_with_announcement,
  MIN(published_date) AS first_published_date,
  MAX(published_date) AS last_published_date
FROM read
GROUP BY publisher, kind, published_year, published_month
ORDER BY publisher, kind, published_year, published_month
