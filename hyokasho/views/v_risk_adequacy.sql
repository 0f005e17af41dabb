-- en: Every リスク with its measures and the answer to リスクへの対策は十分か, beside the municipality and the office.
-- ja: リスクごとの措置と「リスクへの対策は十分か」の回答。市区町村と事務の名称を付す。
SELECT
  r.document_id, s.uri, d.organisation, d.municipality, d.prefecture, d.organisation_code,
  a.kind AS assessment_kind, a.number AS assessment_number, a.office, a.published_on,
  r.file_no, r.no, r.chapter, r.heading, r.marker, r.risk, r.measures, r.adequacy, r.status,
  r.page, r.x0, r.y0, r.x1, r.y1, r.char_start, r.char_end
FROM risks r
JOIN documents d USING (document_id)
LEFT JOIN assessments a USING (document_id)
LEFT JOIN (SELECT source_id, min(uri) AS uri FROM sources GROUP BY source_id) s USING (source_id)
ORDER BY r.document_id, r.no
