-- title: Every id that points to a row of another table finds it
-- severity: error
WITH lost_articles AS (
  SELECT 'paragraphs' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM paragraphs AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'images' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM images AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'money' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM money AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'dates' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM dates AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'quantities' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM quantities AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'mentions_equipment' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM mentions_equipment AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'announcements' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM announcements AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'mentions_stated_totals' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM mentions_stated_totals AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'stated_totals' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM stated_totals AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'unmapped_items' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM unmapped_items AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'package_items' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM package_items AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'package_conflicts' AS table_name, 'preferred_article_id' AS column_name, t.preferred_article_id AS missing_id
  FROM package_conflicts AS t
  LEFT JOIN articles AS f ON f.article_id = t.preferred_article_id
  WHERE t.preferred_article_id IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'captures' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM captures AS t
  LEFT JOIN articles AS f ON f.article_id = t.article_id
  WHERE t.outcome = 'article' AND f.article_id IS NULL
  UNION ALL
  SELECT 'captures' AS table_name, 'article_id' AS column_name, t.article_id AS missing_id
  FROM captures AS t
  LEFT JOIN (SELECT DISTINCT article_id FROM captures WHERE outcome IN ('article', 'ignored')) AS f ON f.article_id = t.article_id
  WHERE t.outcome = 'superseded' AND f.article_id IS NULL
),
lost_announcements AS (
  SELECT 'announced_items' AS table_name, 'announcement_no' AS column_name, t.article_id AS missing_id
  FROM announced_items AS t
  LEFT JOIN announcements AS f ON f.article_id = t.article_id AND f.announcement_no = t.announcement_no
  WHERE t.announcement_no IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'package_evidence' AS table_name, 'announcement_no' AS column_name, t.article_id AS missing_id
  FROM package_evidence AS t
  LEFT JOIN announcements AS f ON f.article_id = t.article_id AND f.announcement_no = t.announcement_no
  WHERE t.announcement_no IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'package_conflicts' AS table_name, 'announcement_no' AS column_name, t.article_id AS missing_id
  FROM package_conflicts AS t
  LEFT JOIN announcements AS f ON f.article_id = t.article_id AND f.announcement_no = t.announcement_no
  WHERE t.announcement_no IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'unmatched_announcements' AS table_name, 'announcement_no' AS column_name, t.article_id AS missing_id
  FROM unmatched_announcements AS t
  LEFT JOIN announcements AS f ON f.article_id = t.article_id AND f.announcement_no = t.announcement_no
  WHERE t.announcement_no IS NOT NULL AND f.article_id IS NULL
  UNION ALL
  SELECT 'announcements' AS table_name, 'part_of_no' AS column_name, t.article_id AS missing_id
  FROM announcements AS t
  LEFT JOIN announcements AS f ON f.article_id = t.article_id AND f.announcement_no = t.part_of_no
  WHERE t.part_of_no IS NOT NULL AND f.article_id IS NULL
),
lost_packages AS (
  SELECT 'package_items' AS table_name, 'package_id' AS column_name, t.package_id AS missing_id
  FROM package_items AS t
  LEFT JOIN packages AS f ON f.package_id = t.package_id
  WHERE t.package_id IS NOT NULL AND f.package_id IS NULL
  UNION ALL
  SELECT 'package_evidence' AS table_name, 'package_id' AS column_name, t.package_id AS missing_id
  FROM package_evidence AS t
  LEFT JOIN packages AS f ON f.package_id = t.package_id
  WHERE t.package_id IS NOT NULL AND f.package_id IS NULL
  UNION ALL
  SELECT 'package_conflicts' AS table_name, 'package_id' AS column_name, t.package_id AS missing_id
  FROM package_conflicts AS t
  LEFT JOIN packages AS f ON f.package_id = t.package_id
  WHERE t.package_id IS NOT NULL AND f.package_id IS NULL
  UNION ALL
  SELECT 'packages' AS table_name, 'parent_package_id' AS column_name, t.parent_package_id AS missing_id
  FROM packages AS t
  LEFT JOIN packages AS f ON f.package_id = t.parent_package_id
  WHERE t.parent_package_id IS NOT NULL AND f.package_id IS NULL
),
lost_equipment AS (
  SELECT 'package_items' AS table_name, 'equipment_id' AS column_name, t.equipment_id AS missing_id
  FROM package_items AS t
  LEFT JOIN equipment AS f ON f.equipment_id = t.equipment_id
  WHERE t.equipment_id IS NOT NULL AND f.equipment_id IS NULL
  UNION ALL
  SELECT 'mentions_equipment' AS table_name, 'equipment_id' AS column_name, t.equipment_id AS missing_id
  FROM mentions_equipment AS t
  LEFT JOIN equipment AS f ON f.equipment_id = t.equipment_id
  WHERE t.equipment_id IS NOT NULL AND f.equipment_id IS NULL
),
lost_people AS (
  SELECT 'person_articles' AS table_name, 'person_id' AS column_name, t.person_id AS missing_id
  FROM person_articles AS t
  LEFT JOIN people AS f ON f.person_id = t.person_id
  WHERE f.person_id IS NULL
  UNION ALL
  SELECT 'person_titles' AS table_name, 'person_id' AS column_name, t.person_id AS missing_id
  FROM person_titles AS t
  LEFT JOIN people AS f ON f.person_id = t.person_id
  WHERE f.person_id IS NULL
  UNION ALL
  SELECT 'redirects' AS table_name, 'to_id' AS column_name, t.to_id AS missing_id
  FROM redirects AS t
  LEFT JOIN people AS f ON f.person_id = t.to_id
  WHERE t.entity = 'person' AND f.person_id IS NULL
)
SELECT table_name, column_name, missing_id FROM lost_articles
UNION ALL
SELECT table_name, column_name, missing_id FROM lost_people
UNION ALL
SELECT table_name, column_name, missing_id FROM lost_announcements
UNION ALL
SELECT table_name, column_name, missing_id FROM lost_packages
UNION ALL
SELECT table_name, column_name, missing_id FROM lost_equipment
ORDER BY table_name, column_name, missing_id
