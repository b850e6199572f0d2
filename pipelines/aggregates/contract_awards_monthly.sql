-- title: Contract awards by month and branch
-- grain: announced_month, branch
-- note: An award that a later page corrects counts as corrected, once. An amount can be a ceiling that is never spent.
-- column announced_month: First day of the month they were announced in.
-- column branch: The heading they stand under; `not stated` where there is none.
-- column awards: Awards, modifications and options.
-- column modifications: Of them, modifications of contracts awarded before.
-- column options: Of them, options exercised.
-- column fms_awards: Of them, for foreign military sales.
-- column small_business_awards: Of them, with an awardee marked as a small business.
-- column shared_awards: Of them, to several companies together.
-- column awards_without_amount: Of them, without a stated amount; they add nothing to the sums.
-- column amount_usd: Sum of what is awarded, in US dollars.
-- column amount_at_most_usd: Of amount_usd, ceilings and maxima.
-- column amount_fms_usd: Of amount_usd, what is awarded for foreign military sales, in full or in part.
-- column obligated_usd: Sum of what is obligated at the time of the award.
SELECT
  announced_month, COALESCE(branch, 'not stated') AS branch,
  COUNT(*) AS awards,
  COUNT(*) FILTER (WHERE is_modification) AS modifications,
  COUNT(*) FILTER (WHERE is_option) AS options,
  COUNT(*) FILTER (WHERE is_fms) AS fms_awards,
  COUNT(*) FILTER (WHERE is_small_business) AS small_business_awards,
  COUNT(*) FILTER (WHERE company_count > 1) AS shared_awards,
  COUNT(*) FILTER (WHERE amount_usd IS NULL) AS awards_without_amount,
  CAST(COALESCE(SUM(amount_usd), 0) AS BIGINT) AS amount_usd,
  CAST(COALESCE(SUM(amount_usd) FILTER (WHERE amount_bound = 'at_most'), 0) AS BIGINT) AS amount_at_most_usd,
  CAST(COALESCE(SUM(amount_usd) FILTER (WHERE is_fms), 0) AS BIGINT) AS amount_fms_usd,
  CAST(COALESCE(SUM(obligated_usd), 0) AS BIGINT) AS obligated_usd
FROM contract_awards
WHERE is_counted
GROUP BY announced_month, COALESCE(branch, 'not stated')
ORDER BY announced_month, branch
