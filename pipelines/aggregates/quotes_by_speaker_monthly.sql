-- title: Quotations by month and speaker
-- grain: published_year, published_month, person_id
-- note: Direct speech of people known by name. The parts of an interrupted quotation are one; what is told without marks is left out.
-- column published_year: Year of the pages.
-- column published_month: Month of the pages, from 1.
-- column person_id: The speaker.
-- column name: The speaker's name.
-- column quotes: Quotations.
-- column fragments: Of them, those that are fragments within sentences of the narrator.
-- column words: Words within the marks.
-- column articles: Pages that quote the speaker.
WITH quotations AS (
  SELECT quotes.article_id AS quoted_id, quotes.quote_no AS quote_no, quotes.page_person_id AS speaker_id,
    MIN(CASE WHEN quotes.is_partial THEN 1 ELSE 0 END) AS is_fragment,
    SUM(LENGTH(quotes.surface) - LENGTH(REPLACE(quotes.surface, ' ', '')) + 1) AS words
  FROM quotes
  WHERE quotes.is_direct AND quotes.page_person_id IS NOT NULL
  GROUP BY quotes.article_id, quotes.quote_no, quotes.page_person_id
),
speakers AS (
  SELECT DISTINCT person_articles.article_id AS speaking_id, person_articles.page_person_id AS page_person_id,
    person_articles.person_id AS person_id
  FROM person_articles
),
dated AS (
  SELECT quotations.quoted_id AS quoted_id, quotations.is_fragment AS is_fragment, quotations.words AS words,
    speakers.person_id AS person_id,
    CAST(EXTRACT(YEAR FROM articles.published_date) AS BIGINT) AS published_year,
    CAST(EXTRACT(MONTH FROM articles.published_date) AS BIGINT) AS published_month
  FROM quotations
  JOIN speakers ON speakers.speaking_id = quotations.quoted_id AND speakers.page_person_id = quotations.speaker_id
  JOIN articles ON articles.article_id = quotations.quoted_id
),
counted AS (
  SELECT published_year, published_month, person_id AS counted_id,
    COUNT(*) AS quotes,
    CAST(SUM(is_fragment) AS BIGINT) AS fragments,
    CAST(SUM(words) AS BIGINT) AS words,
    COUNT(DISTINCT quoted_id) AS articles
  FROM dated
  GROUP BY published_year, published_month, person_id
)
SELECT
  counted.published_year AS published_year, counted.published_month AS published_month,
  counted.counted_id AS person_id, people.name AS name,
  counted.quotes AS quotes, counted.fragments AS fragments, counted.words AS words, counted.articles AS articles
FROM counted
JOIN people ON people.person_id = counted.counted_id
ORDER BY published_year, published_month, person_id
