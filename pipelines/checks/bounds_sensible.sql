-- title: Ranges run from low to high, and figures lie where such figures lie
-- severity: error
-- note: A package between ten thousand and a hundred billion dollars, a count up to a billion, an ordinal up to 500, a total of at
--   least a million.
SELECT 'packages' AS table_name, package_id AS row_key, 'value' AS what, value_low_usd AS low, value_high_usd AS high
FROM packages
WHERE value_low_usd > value_high_usd OR value_low_usd < 10000 OR value_high_usd > 100000000000
  OR (value_low_usd IS NULL AND value_high_usd IS NOT NULL) OR (value_low_usd IS NOT NULL AND value_high_usd IS NULL)
UNION ALL
SELECT 'packages' AS table_name, package_id AS row_key, 'ordinal' AS what, ordinal AS low, ordinal AS high
FROM packages
WHERE ordinal < 1 OR ordinal > 500
UNION ALL
SELECT 'package_items' AS table_name, package_id AS row_key, name AS what, quantity_low AS low, quantity_high AS high
FROM package_items
WHERE quantity_low > quantity_high OR quantity_low < 0 OR quantity_high > 1000000000
UNION ALL
SELECT 'stated_totals' AS table_name, stated_total_id AS row_key, 'value' AS what, value_low_usd AS low, value_high_usd AS high
FROM stated_totals
WHERE value_low_usd > value_high_usd OR value_low_usd < 1000000
UNION ALL
SELECT 'money' AS table_name, article_id AS row_key, surface AS what, amount_low AS low, amount_high AS high
FROM money
WHERE amount_low > amount_high OR amount_low < 0
UNION ALL
SELECT 'quantities' AS table_name, article_id AS row_key, surface AS what, quantity_low AS low, quantity_high AS high
FROM quantities
WHERE quantity_low > quantity_high OR quantity_low < 0
ORDER BY table_name, row_key, what, low
