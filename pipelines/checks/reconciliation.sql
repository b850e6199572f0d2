-- title: Stated totals agree with our own sums
-- severity: warning
-- note: Asked of totals whose base date our packages reach back to. The tolerance is `tolerance_percent` of `pipelines/run.toml`. A warning, because the official may be the one who is wrong: totals
--   are rounded, repeated after they are stale, and revalued afterwards; `reconciliation_median` fails the run when most are off.
SELECT stated_total_reconciliation.as_of_date AS as_of_date, stated_total_reconciliation.recipient AS recipient,
  stated_total_reconciliation.authority AS authority, stated_total_reconciliation.base_date AS base_date,
  stated_total_reconciliation.stated_usd AS stated_usd, stated_total_reconciliation.own_usd AS own_usd,
  stated_total_reconciliation.difference_percent AS difference_percent, stated_total_reconciliation.article_id AS article_id
FROM stated_total_reconciliation
CROSS JOIN run_settings
WHERE stated_total_reconciliation.is_covered AND ABS(stated_total_reconciliation.difference_percent)
  > run_settings.tolerance_percent
ORDER BY as_of_date, recipient, base_date, stated_usd
