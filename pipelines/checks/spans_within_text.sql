-- title: Every mention stands inside the paragraph it names
-- severity: error
SELECT 'money' AS table_name, t.article_id AS article_id, t.paragraph_no AS paragraph_no, t.start_char AS start_char, t.end_char AS end_char
FROM money AS t
LEFT JOIN paragraphs AS p ON p.article_id = t.article_id AND p.paragraph_no = t.paragraph_no
WHERE p.article_id IS NULL OR t.start_char < p.start_char OR t.end_char > p.end_char OR t.start_char >= t.end_char
UNION ALL
SELECT 'dates' AS table_name, t.article_id AS article_id, t.paragraph_no AS paragraph_no, t.start_char AS start_char, t.end_char AS end_char
FROM dates AS t
LEFT JOIN paragraphs AS p ON p.article_id = t.article_id AND p.paragraph_no = t.paragraph_no
WHERE p.article_id IS NULL OR t.start_char < p.start_char OR t.end_char > p.end_char OR t.start_char >= t.end_char
UNION ALL
SELECT 'quantities' AS table_name, t.article_id AS article_id, t.paragraph_no AS paragraph_no, t.start_char AS start_char, t.end_char AS end_char
FROM quantities AS t
LEFT JOIN paragraphs AS p ON p.article_id = t.article_id AND p.paragraph_no = t.paragraph_no
WHERE p.article_id IS NULL OR t.start_char < p.start_char OR t.end_char > p.end_char OR t.start_char >= t.end_char
UNION ALL
SELECT 'mentions_equipment' AS table_name, t.article_id AS article_id, t.paragraph_no AS paragraph_no, t.start_char AS start_char, t.end_char AS end_char
FROM mentions_equipment AS t
LEFT JOIN paragraphs AS p ON p.article_id = t.article_id AND p.paragraph_no = t.paragraph_no
WHERE p.article_id IS NULL OR t.start_char < p.start_char OR t.end_char > p.end_char OR t.start_char >= t.end_char
UNION ALL
SELECT 'announcements' AS table_name, t.article_id AS article_id, t.paragraph_no AS paragraph_no, t.start_char AS start_char, t.end_char AS end_char
FROM announcements AS t
LEFT JOIN paragraphs AS p ON p.article_id = t.article_id AND p.paragraph_no = t.paragraph_no
WHERE p.article_id IS NULL OR t.start_char < p.start_char OR t.end_char > p.end_char OR t.start_char >= t.end_char
UNION ALL
SELECT 'announced_items' AS table_name, t.article_id AS article_id, t.paragraph_no AS paragraph_no, t.start_char AS start_char, t.end_char AS end_char
FROM announced_items AS t
LEFT JOIN paragraphs AS p ON p.article_id = t.article_id AND p.paragraph_no = t.paragraph_no
WHERE p.article_id IS NULL OR t.start_char < p.start_char OR t.end_char > p.end_char OR t.start_char >= t.end_char
UNION ALL
SELECT 'mentions_stated_totals' AS table_name, t.article_id AS article_id, t.paragraph_no AS paragraph_no, t.start_char AS start_char, t.end_char AS end_char
FROM mentions_stated_totals AS t
LEFT JOIN paragraphs AS p ON p.article_id = t.article_id AND p.paragraph_no = t.paragraph_no
WHERE p.article_id IS NULL OR t.start_char < p.start_char OR t.end_char > p.end_char OR t.start_char >= t.end_char
UNION ALL
SELECT 'paragraphs' AS table_name, article_id, paragraph_no, start_char, end_char
FROM paragraphs
WHERE start_char < 0 OR start_char >= end_char
ORDER BY table_name, article_id, start_char
