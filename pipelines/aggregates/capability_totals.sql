-- title: What was given: items of packages by recipient, category and thing
-- grain: recipient, category, item, unit
-- note: Items of packages that were only previewed are left out. Where the sum of several packages and its parts both list items, those
--   of the parts count. Sums add the stated counts; a page that gives no count adds to items_without_quantity.
-- column recipient: Who receives them.
-- column category: The category of the thing; `unmapped` where `lookups/equipment.csv` does not know it.
-- column item: The canonical name, else the name as written, in lower case.
-- column unit: What is counted; `each` where no unit stands between count and thing.
-- column packages: Packages that list it.
-- column items: Lines of their lists that name it.
-- column items_without_quantity: Of them, those without a count.
-- column quantity: Sum of the stated counts; a range counts with its low end. Empty where no line has a count.
-- column quantity_high: The same sum with the high end of each range.
-- column quantity_exact: Of quantity, what is stated as it is.
-- column quantity_at_most: Of quantity, what is stated as "up to".
-- column quantity_at_least: Of quantity, what is stated as "more than".
-- column quantity_about: Of quantity, what is stated as "about".
-- column first_announced_date: Day of the first package that lists it.
-- column last_announced_date: Day of the last one.
WITH itemized_parents AS (
  SELECT DISTINCT packages.parent_package_id AS parent_id
  FROM packages
  JOIN package_items ON package_items.package_id = packages.package_id
  WHERE packages.parent_package_id IS NOT NULL
),
listing AS (
  SELECT packages.package_id AS package_id, packages.recipient AS recipient, packages.announced_date AS announced_date
  FROM packages
  LEFT JOIN itemized_parents ON itemized_parents.parent_id = packages.package_id
  WHERE packages.status <> 'previewed' AND itemized_parents.parent_id IS NULL
),
things AS (
  SELECT listing.recipient AS recipient,
    COALESCE(equipment.category, package_items.category, 'unmapped') AS category,
    COALESCE(equipment.name, LOWER(package_items.name)) AS item,
    COALESCE(package_items.unit, 'each') AS unit,
    listing.package_id AS package_id,
    listing.announced_date AS announced_date,
    package_items.quantity_low AS quantity_low,
    package_items.quantity_high AS quantity_high,
    COALESCE(package_items.bound, 'exact') AS bound
  FROM listing
  JOIN package_items ON package_items.package_id = listing.package_id
  LEFT JOIN equipment ON equipment.equipment_id = package_items.equipment_id
)
SELECT
  recipient, category, item, unit,
  COUNT(DISTINCT package_id) AS packages,
  COUNT(*) AS items,
  COUNT(*) FILTER (WHERE quantity_low IS NULL) AS items_without_quantity,
  CASE WHEN COUNT(quantity_low) > 0 THEN CAST(SUM(quantity_low) AS BIGINT) END AS quantity,
  CASE WHEN COUNT(quantity_low) > 0 THEN CAST(SUM(quantity_high) AS BIGINT) END AS quantity_high,
  CAST(COALESCE(SUM(quantity_low) FILTER (WHERE bound = 'exact'), 0) AS BIGINT) AS quantity_exact,
  CAST(COALESCE(SUM(quantity_low) FILTER (WHERE bound = 'at_most'), 0) AS BIGINT) AS quantity_at_most,
  CAST(COALESCE(SUM(quantity_low) FILTER (WHERE bound = 'at_least'), 0) AS BIGINT) AS quantity_at_least,
  CAST(COALESCE(SUM(quantity_low) FILTER (WHERE bound = 'about'), 0) AS BIGINT) AS quantity_about,
  MIN(announced_date) AS first_announced_date,
  MAX(announced_date) AS last_announced_date
FROM things
GROUP BY recipient, category, item, unit
ORDER BY recipient, category, item, unit
