-- title: Every ordinal from 1 to the highest that a page states, and whether its package was found
-- grain: recipient, authority, ordinal
-- note: Officials number their packages, so a series shows what it lacks. Series without any ordinal are not here.
-- column recipient: Who receives the series.
-- column authority: The law or fund it draws on.
-- column ordinal: A place in the series.
-- column status: `found`; `conflicting`: several packages bear it, or a page gives its package another one; `unnumbered`: no page
--   states it, but before the next stated ordinal the series holds at least as many packages as that ordinal asks for; `missing`.
-- column packages: Packages that bear it; the parts of one announcement count once.
-- column conflicts: Claims of pages that give its package another ordinal.
-- column package_id: The package, or the first of them.
-- column announced_date: Its day.
-- column next_ordinal: The next higher ordinal that a page states.
-- column packages_before_next: Packages of the series, numbered or not, before the one with that ordinal.
-- column is_out_of_order: Whether a package with a lower ordinal was announced later.
WITH digits AS (
  SELECT 0 AS digit UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL
  SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
numbers AS (
  SELECT hundreds.digit * 100 + tens.digit * 10 + ones.digit AS ordinal
  FROM digits AS hundreds
  CROSS JOIN digits AS tens
  CROSS JOIN digits AS ones
),
ledger AS (
  SELECT package_id, recipient, authority, ordinal, announced_date, is_composite,
    COALESCE(parent_package_id, package_id) AS announcement_id
  FROM packages
  WHERE status <> 'previewed' AND authority IS NOT NULL
),
series AS (
  SELECT recipient AS series_recipient, authority AS series_authority, MAX(ordinal) AS highest
  FROM ledger
  WHERE ordinal IS NOT NULL
  GROUP BY recipient, authority
),
wanted AS (
  SELECT series_recipient AS recipient, series_authority AS authority, numbers.ordinal AS ordinal
  FROM series
  CROSS JOIN numbers
  WHERE numbers.ordinal >= 1 AND numbers.ordinal <= highest
),
disputes AS (
  SELECT package_id AS disputed_id, COUNT(*) AS conflicts
  FROM package_conflicts
  WHERE package_conflicts.column = 'ordinal'
  GROUP BY package_id
),
numbered AS (
  SELECT ledger.recipient AS recipient, ledger.authority AS authority, ledger.ordinal AS ordinal,
    COUNT(DISTINCT ledger.announcement_id) AS packages,
    SUM(COALESCE(disputes.conflicts, 0)) AS conflicts,
    MIN(ledger.package_id) AS package_id,
    MIN(ledger.announced_date) AS announced_date
  FROM ledger
  LEFT JOIN disputes ON disputes.disputed_id = ledger.package_id
  WHERE ledger.ordinal IS NOT NULL
  GROUP BY ledger.recipient, ledger.authority, ledger.ordinal
),
lagged AS (
  SELECT recipient, authority, ordinal, packages, conflicts, package_id, announced_date,
    MAX(announced_date) OVER (
      PARTITION BY recipient, authority ORDER BY ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS latest_date
  FROM numbered
),
before AS (
  SELECT numbered.recipient AS before_recipient, numbered.authority AS before_authority, numbered.ordinal AS before_ordinal,
    COUNT(*) FILTER (
      WHERE ledger.announced_date <= numbered.announced_date AND NOT ledger.is_composite
        AND (ledger.ordinal IS NULL OR ledger.ordinal < numbered.ordinal)
    ) AS packages_before
  FROM numbered
  JOIN ledger ON ledger.recipient = numbered.recipient AND ledger.authority = numbered.authority
  GROUP BY numbered.recipient, numbered.authority, numbered.ordinal
),
joined AS (
  SELECT wanted.recipient AS recipient, wanted.authority AS authority, wanted.ordinal AS ordinal,
    COALESCE(lagged.packages, 0) AS packages, COALESCE(lagged.conflicts, 0) AS conflicts,
    lagged.package_id AS package_id, lagged.announced_date AS announced_date,
    lagged.announced_date < lagged.latest_date AS is_late
  FROM wanted
  LEFT JOIN lagged
    ON lagged.recipient = wanted.recipient AND lagged.authority = wanted.authority AND lagged.ordinal = wanted.ordinal
),
next_stated AS (
  SELECT wanted.recipient AS next_recipient, wanted.authority AS next_authority, wanted.ordinal AS for_ordinal,
    MIN(before.before_ordinal) AS next_ordinal
  FROM wanted
  JOIN before ON before.before_recipient = wanted.recipient AND before.before_authority = wanted.authority
  WHERE before.before_ordinal > wanted.ordinal
  GROUP BY wanted.recipient, wanted.authority, wanted.ordinal
)
SELECT
  joined.recipient AS recipient,
  joined.authority AS authority,
  CAST(joined.ordinal AS BIGINT) AS ordinal,
  CASE
    WHEN joined.packages > 1 OR joined.conflicts > 0 THEN 'conflicting'
    WHEN joined.packages = 1 THEN 'found'
    WHEN before.packages_before >= next_stated.next_ordinal - 1 THEN 'unnumbered'
    ELSE 'missing'
  END AS status,
  CAST(joined.packages AS BIGINT) AS packages,
  CAST(joined.conflicts AS BIGINT) AS conflicts,
  joined.package_id AS package_id,
  joined.announced_date AS announced_date,
  next_stated.next_ordinal AS next_ordinal,
  before.packages_before AS packages_before_next,
  COALESCE(joined.is_late, FALSE) AS is_out_of_order
FROM joined
LEFT JOIN next_stated
  ON next_stated.next_recipient = joined.recipient AND next_stated.next_authority = joined.authority
  AND next_stated.for_ordinal = joined.ordinal
LEFT JOIN before
  ON before.before_recipient = joined.recipient AND before.before_authority = joined.authority
  AND before.before_ordinal = next_stated.next_ordinal
ORDER BY recipient, authority, ordinal
