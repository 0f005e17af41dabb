-- en: One row per assessment and file, one column per choice item of the forms (its key): the selected label; null where
--     nothing was read. Choices inside repeated blocks (委託事項1, 2 …) have tables of their own.
-- ja: 評価書・ファイルごとに 1 行、選択項目(様式のキー)ごとに 1 列。値は選ばれた名称、読めないものは null。繰り返し欄は各表を参照。
WITH rows AS (
  SELECT DISTINCT document_id, file_no FROM items WHERE file_no IS NOT NULL
  UNION ALL
  SELECT document_id, NULL FROM items GROUP BY document_id HAVING count(file_no) = 0
)
SELECT
  r.document_id, r.file_no, any_value(d.organisation) AS organisation, any_value(d.municipality) AS municipality,
  any_value(d.prefecture) AS prefecture, any_value(a.kind) AS assessment_kind,
  any_value(a.published_on) AS published_on,
  {choice_columns}
FROM rows r
JOIN documents d USING (document_id)
LEFT JOIN assessments a USING (document_id)
JOIN items i ON i.document_id = r.document_id AND (i.file_no IS NULL OR i.file_no = r.file_no)
GROUP BY r.document_id, r.file_no
ORDER BY r.document_id, r.file_no
