-- title: Packages and their value by US fiscal year, recipient and authority
-- grain: fiscal_year, recipient, authority
-- note: Packages that were only previewed are left out; those whose authority is delegated and that
--   no page announces (Taiwan, Haiti, Lebanon) count. A sum of several packages is never added to its parts.
-- column fiscal_year: US fiscal year, October to September, named after the year it ends in.
-- column recipient: Who receives them.
-- column authority: The law or fund they draw on; `not stated` where no page says.
-- column packages: Packages.
-- column packages_without_value: Packages whose value no page states; they add nothing to the sums.
-- column value_usd: Sum of the stated values in US dollars; a range counts with its low end.
-- column value_high_usd: The same sum with the high end of each range.
-- column value_exact_usd: Of value_usd, what is stated as it is.
-- column value_at_most_usd: Of value_usd, what is stated as "up to".
-- column value_at_least_usd: Of value_usd, what is stated as "more than".
-- column value_about_usd: Of value_usd, what is stated as "about".
-- column value_reused_usd: Of value_usd, what draws on authority given before.
WITH counted AS (
  SELECT fiscal_year, recipient, COALESCE(authority, 'not stated') AS authority,
    value_low_usd, value_high_usd, COALESCE(bound, 'exact') AS bound, is_new_money
  FROM packages
  WHERE NOT is_composite AND status <> 'previewed'
)
SELECT
  fiscal_year, recipient, authority,
  COUNT(*) AS packages,
  COUNT(*) FILTER (WHERE value_low_usd IS NULL) AS packages_without_value,
  CAST(COALESCE(SUM(value_low_usd), 0) AS BIGINT) AS value_usd,
  CAST(COALESCE(SUM(value_high_usd), 0) AS BIGINT) AS value_high_usd,
  CAST(COALESCE(SUM(value_low_usd) FILTER (WHERE bound = 'exact'), 0) AS BIGINT) AS value_exact_usd,
  CAST(COALESCE(SUM(value_low_usd) FILTER (WHERE bound = 'at_most'), 0) AS BIGINT) AS value_at_most_usd,
  CAST(COALESCE(SUM(value_low_usd) FILTER (WHERE bound = 'at_least'), 0) AS BIGINT) AS value_at_least_usd,
  CAST(COALESCE(SUM(value_low_usd) FILTER (WHERE bound = 'about'), 0) AS BIGINT) AS value_about_usd,
  CAST(COALESCE(SUM(value_low_usd) FILTER (WHERE NOT is_new_money), 0) AS BIGINT) AS value_reused_usd
FROM counted
GROUP BY fiscal_year, recipient, authority
ORDER BY fiscal_year, recipient, authority
