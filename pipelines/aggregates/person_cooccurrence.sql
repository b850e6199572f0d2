-- title: People named on the same pages
-- grain: person_id, other_person_id
-- note: Each pair once, the lesser id first. Photographers and authors are not named by a page; people known by a surname alone are left out.
-- column person_id: The one person.
-- column name: The person's name.
-- column other_person_id: The other person.
-- column other_name: The other person's name.
-- column articles: Pages that name both.
-- column first_date: Day of the first such page.
-- column last_date: Day of the last one.
WITH named AS (
  SELECT DISTINCT person_articles.article_id AS named_id, person_articles.person_id AS person_id, people.name AS name
  FROM person_articles
  JOIN people ON people.person_id = person_articles.person_id
  WHERE person_articles.role IN ('named', 'subject') AND NOT people.is_surname_alone
),
others AS (
  SELECT named_id AS other_named_id, person_id AS other_person_id, name AS other_name
  FROM named
),
pairs AS (
  SELECT named.named_id AS paired_id, named.person_id AS person_id, named.name AS name,
    others.other_person_id AS other_person_id, others.other_name AS other_name
  FROM named
  JOIN others ON others.other_named_id = named.named_id
  WHERE named.person_id < others.other_person_id
)
SELECT
  pairs.person_id AS person_id, pairs.name AS name,
  pairs.other_person_id AS other_person_id, pairs.other_name AS other_name,
  COUNT(*) AS articles,
  MIN(articles.published_date) AS first_date,
  MAX(articles.published_date) AS last_date
FROM pairs
JOIN articles ON articles.article_id = pairs.paired_id
GROUP BY pairs.person_id, pairs.name, pairs.other_person_id, pairs.other_name
ORDER BY person_id, other_person_id
