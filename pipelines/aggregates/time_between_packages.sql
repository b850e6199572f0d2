-- title: Days between one package and the next of the same recipient and authority
-- grain: recipient, authority, announced_date, package_id
-- note: Packages that were only previewed and sums of several packages are left out.
-- column recipient: Who receives them.
-- column authority: The law or fund they draw on; `not stated` where no page says.
-- column announced_date: The day of the package.
-- column package_id: The package.
-- column ordinal: Its place in the series, where a page states it.
-- column value_usd: Its stated value, or the low end of a range.
-- column sequence_no: Its place among the packages found, from 1.
-- column previous_package_id: The package before it.
-- column previous_announced_date: The day of the package before it.
-- column days_since_previous: Days from that one to this one. Empty for the first.
WITH counted AS (
  SELECT recipient, COALESCE(authority, 'not stated') AS authority, announced_date, package_id, ordinal, value_low_usd,
    CAST(365 * EXTRACT(YEAR FROM announced_date) + FLOOR((EXTRACT(YEAR FROM announced_date) - 1) / 4.0)
      - FLOOR((EXTRACT(YEAR FROM announced_date) - 1) / 100.0) + FLOOR((EXTRACT(YEAR FROM announced_date) - 1) / 400.0)
      + EXTRACT(DOY FROM announced_date) AS BIGINT) AS day_no
  FROM packages
  WHERE NOT is_composite AND status <> 'previewed'
),
sequenced AS (
  SELECT recipient, authority, announced_date, package_id, ordinal, value_low_usd, day_no,
    ROW_NUMBER() OVER (PARTITION BY recipient, authority ORDER BY announced_date, package_id) AS sequence_no
  FROM counted
),
previous AS (
  SELECT recipient AS previous_recipient, authority AS previous_authority, sequence_no + 1 AS next_no,
    package_id AS previous_package_id, announced_date AS previous_announced_date, day_no AS previous_day_no
  FROM sequenced
)
SELECT
  sequenced.recipient AS recipient, sequenced.authority AS authority, sequenced.announced_date AS announced_date,
  sequenced.package_id AS package_id, sequenced.ordinal AS ordinal, sequenced.value_low_usd AS value_usd,
  CAST(sequenced.sequence_no AS BIGINT) AS sequence_no,
  previous.previous_package_id AS previous_package_id, previous.previous_announced_date AS previous_announced_date,
  sequenced.day_no - previous.previous_day_no AS days_since_previous
FROM sequenced
LEFT JOIN previous
  ON previous.previous_recipient = sequenced.recipient AND previous.previous_authority = sequenced.authority
  AND previous.next_no = sequenced.sequence_no
ORDER BY recipient, authority, announced_date, package_id
