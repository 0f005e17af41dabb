-- en: Every 委託事項 with the municipality, the assessment and the 特定個人情報ファイル it belongs to, and where it stands.
-- ja: 委託事項の一覧。市区町村、評価書、特定個人情報ファイルと、記載場所を付す。
SELECT
  o.document_id, s.uri, d.organisation, d.municipality, d.prefecture, d.organisation_code,
  a.kind AS assessment_kind, a.number AS assessment_number, a.name AS assessment_name, a.office, a.published_on,
  o.file_no, a.files[o.file_no] AS file_name, o.no, o.name, o.content, o.contractor, o.redelegation,
  o.redelegation_consent, o.redelegated_work, o.handlers, o.scope, o.methods,
  o.page, o.x0, o.y0, o.x1, o.y1, o.char_start, o.char_end
FROM outsourcing o
JOIN documents d USING (document_id)
LEFT JOIN assessments a USING (document_id)
LEFT JOIN (SELECT source_id, min(uri) AS uri FROM sources GROUP BY source_id) s USING (source_id)
ORDER BY o.document_id, o.file_no, o.no
