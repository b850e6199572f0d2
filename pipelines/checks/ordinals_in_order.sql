-- title: A package with a higher ordinal was not announced earlier
-- severity: warning
-- note: Officials have announced packages out of order and miscounted them; such a row wants a look at its pages.
SELECT recipient, authority, ordinal, package_id, announced_date
FROM ordinal_audit
WHERE is_out_of_order
ORDER BY recipient, authority, ordinal
