-- title: A package with a value says how far the value binds
-- severity: error
SELECT package_id, value_low_usd, bound
FROM packages
WHERE (value_low_usd IS NULL AND bound IS NOT NULL) OR (value_low_usd IS NOT NULL AND bound IS NULL)
ORDER BY package_id
