-- title: Pages and packages date from 1990 or later and not from after the run
-- severity: error
-- note: The day of the run is `as_of` of `run_settings`; the web holds no page of a defence department from before 1990.
SELECT 'articles' AS table_name, articles.article_id AS row_key, articles.published_date AS on_date, run_settings.as_of AS as_of
FROM articles
CROSS JOIN run_settings
WHERE EXTRACT(YEAR FROM articles.published_date) < 1990 OR articles.published_date > run_settings.as_of
UNION ALL
SELECT 'packages' AS table_name, packages.package_id AS row_key, packages.announced_date AS on_date, run_settings.as_of AS as_of
FROM packages
CROSS JOIN run_settings
WHERE EXTRACT(YEAR FROM packages.announced_date) < 1990
  OR (packages.announced_date > run_settings.as_of AND packages.status <> 'previewed')
UNION ALL
SELECT 'packages' AS table_name, package_id AS row_key, first_seen AS on_date, last_seen AS as_of
FROM packages
WHERE first_seen > last_seen
ORDER BY table_name, row_key, on_date
