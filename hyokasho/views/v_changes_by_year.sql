-- en: How often assessments were changed: rows of 変更箇所 by municipality, year and 提出時期 (事前, 事後).
-- ja: 変更箇所の行数。市区町村、年、提出時期(事前・事後)ごと。
SELECT
  d.organisation, d.municipality, d.prefecture, year(c.changed_on) AS year, c.submission,
  count(*) AS changes, count(DISTINCT c.document_id) AS documents
FROM changes c
JOIN documents d USING (document_id)
GROUP BY ALL
ORDER BY ALL
