-- en: Who speaks in which meeting, and how much: one row per document and speaker as printed. Stage directions don't count.
-- ja: 会議ごとの発言者と発言量。文書・発言者(原文のまま)ごとに 1 行。ト書きは数えない。
SELECT
  u.document_id, s.uri, m.organisation, m.body, m.fiscal_year, m.round, m.starts_at,
  u.label, u.speaker, u.role, u.attendee_no, any_value(t.kind) AS attendee_kind,
  count(*) AS speeches, sum(length(u.text))::BIGINT AS characters, min(u.no) AS first_no
FROM utterances u
JOIN documents d USING (document_id)
LEFT JOIN meetings m USING (document_id)
LEFT JOIN attendees t ON t.document_id = u.document_id AND t.no = u.attendee_no
LEFT JOIN (SELECT source_id, min(uri) AS uri FROM sources GROUP BY source_id) s USING (source_id)
WHERE u.kind = 'speech'
GROUP BY ALL
ORDER BY u.document_id, first_no
