-- title: What officials said had been given since a base date, against our own sum on that day
-- grain: as_of_date, stated_total_id
-- note: Only totals with a base date and a recipient. Officials round, repeat old figures and revalue what was drawn down, so a
--   difference is a finding to read, not always an error of ours. Own sums leave out previews and sums of several packages.
-- column as_of_date: The day the total is stated for.
-- column stated_total_id: The total.
-- column recipient: Who received it.
-- column authority: The law or fund the total is of; empty where it is of all.
-- column base_date: First day it covers.
-- column stated_usd: The stated total, or the low end of a range, in US dollars.
-- column stated_high_usd: The stated total, or the high end of a range.
-- column bound: How far it binds.
-- column qualifier: The words that bind it, as written.
-- column own_packages: Packages announced from the base date to that day, both included.
-- column own_packages_without_value: Of them, those whose value no page states.
-- column own_usd: Sum of their stated values; a range counts with its low end.
-- column difference_usd: How far own_usd lies above (or, negative, below) the stated total or range.
-- column difference_percent: The same in percent of the stated total, with two decimals (by FLOOR, as engines round halves
--   differently).
-- column holds_bound: Whether own_usd keeps what the words say: not below "more than", not above "up to"; empty for "about" and exact figures.
-- column is_covered: Whether our packages of the recipient begin no later than the year after the base date: where they begin later, the
--   pages read cannot add up to the total.
-- column report_count: Pages that state it on that day.
-- column article_id: The article it was first read in.
WITH counted AS (
  SELECT recipient AS package_recipient, authority AS package_authority, announced_date, value_low_usd
  FROM packages
  WHERE NOT is_composite AND status <> 'previewed'
),
beginnings AS (
  SELECT package_recipient AS begun_recipient, MIN(EXTRACT(YEAR FROM announced_date)) AS first_year
  FROM counted
  GROUP BY package_recipient
),
totals AS (
  SELECT stated_total_id, recipient, authority, base_date, as_of_date, value_low_usd AS stated_usd, value_high_usd AS stated_high_usd,
    bound, qualifier, article_id, report_count
  FROM stated_totals
  WHERE base_date IS NOT NULL AND recipient IS NOT NULL
),
pairs AS (
  SELECT totals.stated_total_id AS pair_id, counted.value_low_usd AS value_usd
  FROM totals
  JOIN counted ON counted.package_recipient = totals.recipient
  WHERE counted.announced_date >= totals.base_date AND counted.announced_date <= totals.as_of_date
    AND (totals.authority IS NULL OR totals.authority = counted.package_authority)
),
sums AS (
  SELECT pair_id, COUNT(*) AS own_packages, COUNT(*) - COUNT(value_usd) AS own_packages_without_value,
    COALESCE(SUM(value_usd), 0) AS own_usd
  FROM pairs
  GROUP BY pair_id
),
compared AS (
  SELECT stated_total_id, recipient, authority, base_date, as_of_date, stated_usd, stated_high_usd, bound, qualifier, article_id,
    report_count, COALESCE(own_packages, 0) AS own_packages, COALESCE(own_packages_without_value, 0) AS own_packages_without_value,
    CAST(COALESCE(own_usd, 0) AS BIGINT) AS own_usd,
    COALESCE(beginnings.first_year <= EXTRACT(YEAR FROM totals.base_date) + 1, FALSE) AS is_covered
  FROM totals
  LEFT JOIN sums ON sums.pair_id = totals.stated_total_id
  LEFT JOIN beginnings ON beginnings.begun_recipient = totals.recipient
),
differences AS (
  SELECT stated_total_id, recipient, authority, base_date, as_of_date, stated_usd, stated_high_usd, bound, qualifier, article_id,
    report_count, own_packages, own_packages_without_value, own_usd, is_covered,
    CASE
      WHEN own_usd < stated_usd THEN own_usd - stated_usd
      WHEN own_usd > stated_high_usd THEN own_usd - stated_high_usd
      ELSE 0
    END AS difference_usd
  FROM compared
)
SELECT
  as_of_date, stated_total_id, recipient, authority, base_date, stated_usd, stated_high_usd, bound, qualifier,
  own_packages, own_packages_without_value, own_usd,
  CAST(difference_usd AS BIGINT) AS difference_usd,
  CASE WHEN stated_usd > 0 THEN ROUND(FLOOR(CAST(difference_usd AS DOUBLE) * 10000 / stated_usd + 0.5) / 100, 2) END AS difference_percent,
  CASE bound WHEN 'at_least' THEN own_usd >= stated_usd WHEN 'at_most' THEN own_usd <= stated_high_usd END AS holds_bound,
  is_covered, report_count, article_id
FROM differences
ORDER BY as_of_date, stated_total_id
