-- title: Every package stands on a sentence, and its values on one that is preferred
-- severity: error
WITH told AS (
  SELECT package_id AS told_id, COUNT(*) AS claims, COUNT(*) FILTER (WHERE is_preferred) AS preferred_claims
  FROM package_evidence
  GROUP BY package_id
)
SELECT packages.package_id AS package_id, COALESCE(told.claims, 0) AS claims, COALESCE(told.preferred_claims, 0) AS preferred_claims
FROM packages
LEFT JOIN told ON told.told_id = packages.package_id
WHERE told.claims IS NULL OR told.preferred_claims = 0
ORDER BY package_id
