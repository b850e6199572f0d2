-- title: Every ordinal below the highest of its series was found
-- severity: warning
-- note: A gap says that a page is not among the input, which a part of a site always shows; it is a finding, not a fault of the tables.
SELECT recipient, authority, ordinal, next_ordinal, packages_before_next
FROM ordinal_audit
WHERE status = 'missing'
ORDER BY recipient, authority, ordinal
