-- title: Half of the stated totals of a recipient agree with our own sums
-- severity: error
-- note: Asked only of a full run, and of recipients with at least five totals: a part of the pages cannot add up to all of the money.
WITH medians AS (
  SELECT recipient, COUNT(*) AS totals, MEDIAN(ABS(difference_percent)) AS median_difference_percent
  FROM stated_total_reconciliation
  WHERE is_covered
  GROUP BY recipient
)
SELECT medians.recipient AS recipient, medians.totals AS totals,
  medians.median_difference_percent AS median_difference_percent, run_settings.tolerance_percent AS tolerance_percent
FROM medians
CROSS JOIN run_settings
WHERE run_settings.is_full_run AND medians.totals >= 5
  AND medians.median_difference_percent > run_settings.tolerance_percent
ORDER BY recipient
