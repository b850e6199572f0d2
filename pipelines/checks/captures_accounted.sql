-- title: Every capture ends as an article, a reject, an ignore or a duplicate, and every reject has its capture
-- severity: error
SELECT 'captures' AS table_name, captures.shard AS shard, captures.record_no AS record_no, captures.url AS url
FROM captures
LEFT JOIN rejects ON rejects.shard = captures.shard AND rejects.record_no = captures.record_no
WHERE captures.outcome = 'rejected' AND rejects.shard IS NULL
UNION ALL
SELECT 'rejects' AS table_name, rejects.shard AS shard, rejects.record_no AS record_no, rejects.url AS url
FROM rejects
LEFT JOIN captures ON captures.shard = rejects.shard AND captures.record_no = rejects.record_no
WHERE captures.shard IS NULL
ORDER BY table_name, shard, record_no
