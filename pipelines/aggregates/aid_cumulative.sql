-- title: Running total of announced packages, a row per day of announcement
-- grain: recipient, authority, announced_date
-- note: Packages that were only previewed are left out; those whose authority is delegated and that
--   no page announces (Taiwan, Haiti, Lebanon) count. A sum of several packages is never added to its parts.
-- column recipient: Who receives them.
-- column authority: The law or fund they draw on; `not stated` where no page says.
-- column announced_date: A day on which packages of this recipient and authority were announced.
-- column packages: Packages of that day.
-- column value_usd: Sum of the stated values of that day in US dollars; a range counts with its low end.
-- column cumulative_packages: Packages of this recipient and authority up to and with that day.
-- column cumulative_packages_without_value: Of them, those whose value no page states.
-- column cumulative_value_usd: Sum of the stated values up to and with that day.
-- column cumulative_value_at_most_usd: Of it, what is stated as "up to".
-- column recipient_cumulative_value_usd: The same sum over all authorities of the recipient.
WITH counted AS (
  SELECT recipient, COALESCE(authority, 'not stated') AS authority, announced_date, value_low_usd,
    COALESCE(bound, 'exact') AS bound
  FROM packages
  WHERE NOT is_composite AND status <> 'previewed'
),
days AS (
  SELECT recipient, authority, announced_date,
    COUNT(*) AS packages,
    COUNT(*) FILTER (WHERE value_low_usd IS NULL) AS packages_without_value,
    COALESCE(SUM(value_low_usd), 0) AS value_usd,
    COALESCE(SUM(value_low_usd) FILTER (WHERE bound = 'at_most'), 0) AS value_at_most_usd
  FROM counted
  GROUP BY recipient, authority, announced_date
),
recipient_days AS (
  SELECT recipient, announced_date, COALESCE(SUM(value_low_usd), 0) AS value_usd
  FROM counted
  GROUP BY recipient, announced_date
),
recipient_totals AS (
  SELECT recipient, announced_date,
    SUM(value_usd) OVER (
      PARTITION BY recipient ORDER BY announced_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS cumulative_value_usd
  FROM recipient_days
),
running AS (
  SELECT recipient, authority, announced_date, packages, value_usd,
    SUM(packages) OVER (
      PARTITION BY recipient, authority ORDER BY announced_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS cumulative_packages,
    SUM(packages_without_value) OVER (
      PARTITION BY recipient, authority ORDER BY announced_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS cumulative_packages_without_value,
    SUM(value_usd) OVER (
      PARTITION BY recipient, authority ORDER BY announced_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS cumulative_value_usd,
    SUM(value_at_most_usd) OVER (
      PARTITION BY recipient, authority ORDER BY announced_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS cumulative_value_at_most_usd
  FROM days
)
SELECT
  running.recipient AS recipient,
  running.authority AS authority,
  running.announced_date AS announced_date,
  running.packages AS packages,
  CAST(running.value_usd AS BIGINT) AS value_usd,
  CAST(running.cumulative_packages AS BIGINT) AS cumulative_packages,
  CAST(running.cumulative_packages_without_value AS BIGINT) AS cumulative_packages_without_value,
  CAST(running.cumulative_value_usd AS BIGINT) AS cumulative_value_usd,
  CAST(running.cumulative_value_at_most_usd AS BIGINT) AS cumulative_value_at_most_usd,
  CAST(recipient_totals.cumulative_value_usd AS BIGINT) AS recipient_cumulative_value_usd
FROM running
JOIN recipient_totals
  ON running.recipient = recipient_totals.recipient AND running.announced_date = recipient_totals.announced_date
ORDER BY recipient, authority, announced_date
