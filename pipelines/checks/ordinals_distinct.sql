-- title: No two packages of one series bear the same ordinal
-- severity: error
-- note: The parts of one announcement may share an ordinal.
SELECT recipient, authority, ordinal, COUNT(DISTINCT COALESCE(parent_package_id, package_id)) AS packages,
  MIN(package_id) AS first_package_id, MAX(package_id) AS last_package_id
FROM packages
WHERE ordinal IS NOT NULL AND authority IS NOT NULL AND status <> 'previewed'
GROUP BY recipient, authority, ordinal
HAVING COUNT(DISTINCT COALESCE(parent_package_id, package_id)) > 1
ORDER BY recipient, authority, ordinal
