-- title: Photos by month, service and photographer
-- grain: taken_year, taken_month, service, photographer
-- note: A photo without a day of its own counts in the month of its page. Photos that share a VIRIN are one photo.
-- column taken_year: Year the photos were taken in.
-- column taken_month: Month, from 1.
-- column service: The photographer's service, as written; `not stated` where the credit has none.
-- column photographer: Who took them; `not stated` where the credit has no name.
-- column photos: Different photos.
-- column uses: Times they stand on pages.
-- column articles: Pages they stand on.
-- column photos_without_virin: Uses of photos without a VIRIN; each counts as a photo.
-- column organizations: Organizations in their credits.
WITH credited AS (
  SELECT images.article_id AS article_id, images.virin AS virin, images.credit_organization AS credit_organization,
    COALESCE(images.service, 'not stated') AS service, COALESCE(images.photographer, 'not stated') AS photographer,
    COALESCE(images.taken_date, articles.published_date) AS taken_date
  FROM images
  JOIN articles ON articles.article_id = images.article_id
),
dated AS (
  SELECT article_id, virin, credit_organization, service, photographer,
    CAST(EXTRACT(YEAR FROM taken_date) AS BIGINT) AS taken_year,
    CAST(EXTRACT(MONTH FROM taken_date) AS BIGINT) AS taken_month
  FROM credited
)
SELECT
  taken_year, taken_month, service, photographer,
  COUNT(DISTINCT CASE WHEN virin IS NOT NULL THEN virin END) + COUNT(*) FILTER (WHERE virin IS NULL) AS photos,
  COUNT(*) AS uses,
  COUNT(DISTINCT article_id) AS articles,
  COUNT(*) FILTER (WHERE virin IS NULL) AS photos_without_virin,
  COUNT(DISTINCT credit_organization) AS organizations
FROM dated
GROUP BY taken_year, taken_month, service, photographer
ORDER BY taken_year, taken_month, service, photographer
