-- title: Contract awards by company
-- grain: organization_id
-- note: What is awarded to several companies together stands apart, in full for each of them: shared_amount_usd must not be summed.
-- column organization_id: The company: its name without legal form, as a slug.
-- column company: Its name as written, the first in alphabetical order where pages differ.
-- column awards: Awards, modifications and options it has a part in.
-- column sole_awards: Of them, to it alone.
-- column shared_awards: Of them, to several companies together.
-- column small_business_awards: Of them, those that mark it as a small business.
-- column fms_awards: Of them, for foreign military sales.
-- column sole_amount_usd: Sum of what is awarded to it alone, in US dollars.
-- column shared_amount_usd: Sum of what is awarded to it and others together.
-- column sole_obligated_usd: Sum of what is obligated at the time of the awards to it alone.
-- column first_announced_date: The day of its first award.
-- column last_announced_date: The day of its last award.
WITH parts AS (
  SELECT award_companies.organization_id AS organization_id, award_companies.name AS name,
    award_companies.is_small_business AS is_small_business, contract_awards.is_fms AS is_fms,
    contract_awards.company_count AS company_count, contract_awards.amount_usd AS amount_usd,
    contract_awards.obligated_usd AS obligated_usd, contract_awards.announced_date AS announced_date
  FROM award_companies
  JOIN contract_awards
    ON contract_awards.article_id = award_companies.article_id AND contract_awards.award_no = award_companies.award_no
  WHERE contract_awards.is_counted
)
SELECT
  organization_id, MIN(name) AS company,
  COUNT(*) AS awards,
  COUNT(*) FILTER (WHERE company_count = 1) AS sole_awards,
  COUNT(*) FILTER (WHERE company_count > 1) AS shared_awards,
  COUNT(*) FILTER (WHERE is_small_business) AS small_business_awards,
  COUNT(*) FILTER (WHERE is_fms) AS fms_awards,
  CAST(COALESCE(SUM(amount_usd) FILTER (WHERE company_count = 1), 0) AS BIGINT) AS sole_amount_usd,
  CAST(COALESCE(SUM(amount_usd) FILTER (WHERE company_count > 1), 0) AS BIGINT) AS shared_amount_usd,
  CAST(COALESCE(SUM(obligated_usd) FILTER (WHERE company_count = 1), 0) AS BIGINT) AS sole_obligated_usd,
  MIN(announced_date) AS first_announced_date,
  MAX(announced_date) AS last_announced_date
FROM parts
GROUP BY organization_id
ORDER BY organization_id
