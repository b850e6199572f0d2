-- title: What could not be read, by stage and reason
-- grain: stage, reason
-- column stage: The stage that could not go on.
-- column reason: Why.
-- column rejects: Things that could not be read.
-- column captures: Different pages among them, by the digest of their bytes.
-- column shards: Shards they stand in.
-- column example_url: The address of one of them.
-- column example_detail: What was found and expected in one of them.
SELECT
  stage, reason,
  COUNT(*) AS rejects,
  COUNT(DISTINCT capture_sha256) AS captures,
  COUNT(DISTINCT shard) AS shards,
  MIN(url) AS example_url,
  MIN(detail) AS example_detail
FROM rejects
GROUP BY stage, reason
ORDER BY stage, reason
