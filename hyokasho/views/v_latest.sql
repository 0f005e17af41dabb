-- en: The newest version of each assessment: one row per organisation and 評価書番号 (its name where no number was read), by
--     date of publication. An assessment without organisation, or with neither number nor name, is always its own newest.
-- ja: 評価書の最新版。評価実施機関と評価書番号(番号がなければ評価書名)ごとに、公表日が最も新しいもの 1 件。
SELECT
  a.*, d.source_id, s.uri, d.organisation_code, d.municipality, d.prefecture, d.coverage, d.issues
FROM assessments a
JOIN documents d USING (document_id)
LEFT JOIN (SELECT source_id, min(uri) AS uri FROM sources GROUP BY source_id) s USING (source_id)
QUALIFY row_number() OVER (
  PARTITION BY
    a.kind, coalesce(d.organisation_code, d.organisation, a.document_id), coalesce(a.number, a.name, a.document_id)
  ORDER BY a.published_on DESC NULLS LAST, a.document_id DESC
) = 1
ORDER BY a.document_id
