-- title: Pages per package: how often one package is told
-- grain: announced_date, package_id
-- note: A count of pages or of amounts, without knowing which tell of the same package, inflates the total by what this table shows.
-- column announced_date: The day the package was announced.
-- column package_id: The package; sums of several packages are left out.
-- column recipient: Who receives it.
-- column authority: The law or fund it draws on.
-- column ordinal: Its place in the series.
-- column value_usd: Its stated value, or the low end of a range.
-- column pages: Pages that tell of it.
-- column publishers: Publishers of these pages.
-- column releases: Of the pages, releases.
-- column stories: Of the pages, stories.
-- column claims: Sentences that tell of it.
-- column claims_recalled: Of them, those that recall it as history.
-- column value_by_pages_usd: What the package would add to a sum that counts each of its pages.
WITH told AS (
  SELECT package_evidence.package_id AS told_id,
    COUNT(DISTINCT package_evidence.article_id) AS pages,
    COUNT(DISTINCT articles.publisher) AS publishers,
    COUNT(DISTINCT CASE WHEN articles.kind = 'release' THEN articles.article_id END) AS releases,
    COUNT(DISTINCT CASE WHEN articles.kind = 'story' THEN articles.article_id END) AS stories,
    COUNT(*) AS claims,
    COUNT(*) FILTER (WHERE package_evidence.claim = 'recalled') AS claims_recalled
  FROM package_evidence
  JOIN articles ON articles.article_id = package_evidence.article_id
  GROUP BY package_evidence.package_id
)
SELECT
  packages.announced_date AS announced_date, packages.package_id AS package_id, packages.recipient AS recipient,
  packages.authority AS authority, packages.ordinal AS ordinal, packages.value_low_usd AS value_usd,
  told.pages AS pages, told.publishers AS publishers, told.releases AS releases, told.stories AS stories,
  told.claims AS claims, told.claims_recalled AS claims_recalled,
  packages.value_low_usd * told.pages AS value_by_pages_usd
FROM packages
JOIN told ON told.told_id = packages.package_id
WHERE NOT packages.is_composite AND packages.status <> 'previewed'
ORDER BY announced_date, package_id
