-- title: The parts of a sum add up to it
-- severity: error
-- note: A headline rounds: the parts may differ from it by 2 percent, by 5 on the side that "more than", "up to" or "about" leaves open.
--   Where a part has no value, or a sum for several recipients is told with the share of one of them, the parts may only not exceed it.
WITH parts AS (
  SELECT parent_package_id AS parent_id, COUNT(*) AS parts, MIN(recipient) AS first_recipient, MAX(recipient) AS last_recipient, COUNT(value_low_usd) AS parts_with_value,
    COALESCE(SUM(value_low_usd), 0) AS parts_low_usd, COALESCE(SUM(value_high_usd), 0) AS parts_high_usd
  FROM packages
  WHERE parent_package_id IS NOT NULL
  GROUP BY parent_package_id
),
sums AS (
  SELECT packages.package_id AS package_id, packages.announced_date AS announced_date, packages.bound AS bound,
    packages.value_low_usd AS value_low_usd, packages.value_high_usd AS value_high_usd,
    COALESCE(parts.parts, 0) AS parts, COALESCE(parts.parts_with_value, 0) AS parts_with_value,
    parts.parts_low_usd AS parts_low_usd, parts.parts_high_usd AS parts_high_usd,
    parts.first_recipient = parts.last_recipient AND parts.first_recipient <> packages.recipient AS is_share,
    CASE WHEN packages.bound IN ('at_most', 'about') THEN 0.95 ELSE 0.98 END AS least,
    CASE WHEN packages.bound IN ('at_least', 'about') THEN 1.05 ELSE 1.02 END AS most
  FROM packages
  LEFT JOIN parts ON parts.parent_id = packages.package_id
  WHERE packages.is_composite
)
SELECT package_id, announced_date, bound, value_low_usd, value_high_usd, parts, parts_with_value,
  CAST(parts_low_usd AS BIGINT) AS parts_low_usd, CAST(parts_high_usd AS BIGINT) AS parts_high_usd
FROM sums
WHERE parts = 0
  OR parts_low_usd > most * value_high_usd
  OR (parts = parts_with_value AND NOT is_share AND parts_high_usd < least * value_low_usd)
ORDER BY announced_date, package_id
