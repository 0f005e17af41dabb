"""The closed list of issue codes: what each means and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.sheet import Place

__all__ = ["ISSUE_KINDS", "Finding", "IssueKind", "Severity"]

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class IssueKind:
    """One code of the table `issues`. `error` means that something of the source could not be read at all."""

    code: str
    severity: Severity
    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was noticed at a place (None: nowhere in particular); `item_no` is the item it concerns, None for none."""

    code: str
    message: str
    place: Place | None
    item_no: int | None = None


_ALL = (
    IssueKind(
        "encoding_guessed",
        "info",
        "The encoding of a text dump was guessed between several that fit",
        "文字コードを推定した(複数が当てはまる)",
    ),
    IssueKind(
        "encoding_damaged",
        "error",
        "Characters could not be decoded and stand as U+FFFD",
        "復号できない文字がある(U+FFFD で表示)",
    ),
    IssueKind(
        "page_without_text",
        "error",
        "A page is a picture: it has no text layer and needs recognition (OCR)",
        "ページに文字情報がない(OCR が必要)",
    ),
    IssueKind(
        "page_too_complex",
        "error",
        "A page goes beyond a limit on drawing commands or rulings: it was left out or read without its tables",
        "描画命令や罫線が上限を超えるため、読み取らなかった、または表として読めなかったページがある",
    ),
    IssueKind(
        "page_damaged",
        "error",
        "Part of a page may be missing: the engine met an error",
        "ページの一部が欠けている可能性がある",
    ),
    IssueKind(
        "repaired_file",
        "warning",
        "The PDF is damaged and was repaired in reading: pages or parts of them may be missing",
        "破損した PDF を修復して読み取った(ページの一部が欠けている可能性がある)",
    ),
    IssueKind(
        "irregular_cell",
        "info",
        "A cell lacks a piece of its border and was cut into rectangles",
        "罫線の一部が欠けたセルを分割した",
    ),
    IssueKind(
        "second_engine",
        "info",
        "A page that the first PDF engine read badly was read by the second",
        "第一のエンジンで正しく読めないページを第二のエンジンで読み取った",
    ),
    IssueKind(
        "row_rejoined",
        "info",
        "A table row that borders close at a page break was joined with its rest on the next page",
        "改ページで罫線により分かれた表の行を連結した",
    ),
    IssueKind(
        "overlapping_lines",
        "warning",
        "Lines of text are printed one over the other",
        "文字の行が重なって印刷されている",
    ),
    IssueKind(
        "text_struck_out",
        "warning",
        "Text is struck out; it is left out of all values",
        "見え消しの文字がある(値には含めない)",
    ),
    IssueKind(
        "text_recognised",
        "warning",
        "A page is a picture; its text was recognised (OCR), so no value from it is more than inferred",
        "画像のページを OCR で読み取った(値はすべて推定)",
    ),
    IssueKind(
        "text_unclear",
        "warning",
        "Characters of a recognised line could not be told and stand as U+FFFD",
        "OCR で判別できない文字がある(U+FFFD で表示)",
    ),
    IssueKind(
        "invisible_text",
        "info",
        "All text of a page is drawn invisibly, as text recognition (OCR) leaves it",
        "ページの文字がすべて不可視(OCR による文字情報)",
    ),
    IssueKind("hidden_text", "warning", "Invisible text of a page was left out", "ページ内の不可視の文字を除外した"),
    IssueKind(
        "page_unreadable", "error", "A page is broken and could not be read", "破損していて読み取れないページがある"
    ),
    IssueKind(
        "unmapped_characters",
        "warning",
        "Glyphs of a page have no character: their font lacks a map to Unicode",
        "文字に対応しない字形がある(フォントに Unicode 対応表がない)",
    ),
    IssueKind("type_unknown", "info", "The kind of the document was not recognised", "文書の種類を判別できなかった"),
    IssueKind(
        "organisation_ambiguous",
        "info",
        "Several local authorities bear the printed name; the code is null",
        "同名の自治体が複数あり特定できない(コードは null)",
    ),
    IssueKind(
        "organisation_unknown",
        "info",
        "The printed name is no local authority of today's table; the code is null",
        "現在の自治体の一覧にない名称(コードは null)",
    ),
    IssueKind(
        "impossible_date",
        "warning",
        "A printed date does not exist in the calendar",
        "暦に存在しない日付が記載されている",
    ),
    IssueKind(
        "weekday_mismatch", "warning", "A printed weekday contradicts its date", "記載された曜日が日付と一致しない"
    ),
    IssueKind(
        "era_overflow",
        "info",
        "A date is counted in an era beyond its last day",
        "元号の終期を超えた年で記載されている",
    ),
    IssueKind(
        "change_row_joined",
        "info",
        "Pieces of a row of changes, cut by a page break, were joined",
        "改ページ等で分かれた変更箇所の行を連結した",
    ),
    IssueKind(
        "change_date_above",
        "info",
        "変更日 of a row of changes stands on the page before, in a merged cell that the page break closed",
        "変更日が前のページの結合セルに記載されている",
    ),
    IssueKind(
        "change_row_cut",
        "warning",
        "A row of changes lacks a piece, or one that fits no column was left out",
        "変更箇所の行の一部が欠けている、または列に合わない部分を除いた",
    ),
    IssueKind(
        "change_row_shifted",
        "warning",
        "Cells of a row of changes had slipped into another column; what could not be put back is null",
        "変更箇所の行でセルが別の列にずれている(戻せないものは null)",
    ),
    IssueKind(
        "change_row_unsplit",
        "warning",
        "A row of changes is printed as running lines: what can't be told apart is null",
        "変更箇所の行が表でなく行として記載され、区別できない列は null",
    ),
    IssueKind(
        "change_row_left_out",
        "warning",
        "Rows of changes are printed as running lines here, and nothing of them is certain: they are left out",
        "変更箇所の行が表でなく行として記載され、行の区切りも判断できないため除いた",
    ),
    IssueKind(
        "changes_unread",
        "warning",
        "Days stand below the heading 変更箇所, but no row of the table could be read: there are no changes here",
        "変更箇所の見出しの下に日付があるが、表として読めた行がない(changes に行なし)",
    ),
    IssueKind(
        "change_date_unreadable",
        "warning",
        "変更日 of a row of changes is no day of the calendar",
        "変更箇所の変更日が日付として読めない",
    ),
    IssueKind(
        "header_unreadable",
        "warning",
        "The header has the label of a date, but no day of the calendar stands beside it",
        "日時の欄はあるが日付として読めない",
    ),
    IssueKind(
        "time_not_printed",
        "info",
        "A meeting's day is printed, but no time: starts_at is the beginning of the day",
        "会議の日のみで時刻の記載がない(starts_at はその日の 0 時)",
    ),
    IssueKind(
        "fiscal_year_mismatch",
        "warning",
        "The day of a meeting does not lie in the fiscal year that its name prints; both stay as printed",
        "会議の名称の年度と開催日が一致しない(どちらも原文のまま)",
    ),
    IssueKind(
        "speaker_unresolved",
        "info",
        "A speaker's label names a person whom the header does not tell, or more than one; the speaker is null",
        "発言者を出席者欄から特定できない(speaker は null)",
    ),
    IssueKind(
        "no_speeches",
        "warning",
        "No speech could be told in minutes: they have none (summaries), or their way of marking speakers is not known",
        "会議録から発言を読み取れない(要旨のみの会議録か、発言者の表記が未知)",
    ),
    IssueKind(
        "speech_empty",
        "warning",
        "A speaker's label has no words behind it, so that no row holds it: what was said may be missing",
        "発言者の表記の後に発言がなく、行に収録されない(発言が欠けている可能性)",
    ),
    IssueKind(
        "speaker_unclear",
        "warning",
        "A line is marked as a speaker's in the document's own way, but its label names nobody; it stands as printed",
        "発言者の位置にある表記を発言者として理解できない(label は原文のまま)",
    ),
    IssueKind(
        "attendees_unreadable",
        "warning",
        "A list of people holds text that tells nobody (the message quotes it): somebody may be missing",
        "出席者欄に人として読み取れない記載がある(message はその記載)",
    ),
    IssueKind(
        "field_unknown",
        "info",
        "A line of the header of minutes has a label that no column knows (the message quotes it); it stands in sections",
        "会議録の冒頭に、どの列にも当たらない見出しの行がある(message はその行、sections には収録)",
    ),
    IssueKind(
        "place_unreadable",
        "warning",
        "What stands as the place of a meeting begins with another label; the place is null",
        "開催場所の値が別の見出しで始まるため読み取れない(null)",
    ),
    IssueKind(
        "second_meeting",
        "warning",
        "The title of another meeting's minutes stands within a document; what follows it is in sections only",
        "文書内に別の会議の会議録の表題がある(以降は sections にのみ収録)",
    ),
    IssueKind(
        "item_unreadable",
        "error",
        "The place of an item is damaged so that nobody can tell its value; the message names the rule",
        "項目の欄が損傷しており値を判断できない(message は判断の規則)",
    ),
    IssueKind(
        "item_inferred",
        "info",
        "The value of an item was read from a damaged place; the message names the rule",
        "損傷した欄から項目の値を推定した(message は推定の規則)",
    ),
    IssueKind(
        "reading_order_lost",
        "error",
        "The order of the text is lost: values stand apart from their labels (message says how), what content does not prove is null",
        "文字の並び順が失われ、値が見出しから離れている(message はその様子)。内容から確かめられない値は null",
    ),
    IssueKind(
        "chapter_missing",
        "warning",
        "The list of contents names a chapter that the document does not have",
        "項目一覧にある章が本文にない",
    ),
    IssueKind(
        "label_repeated",
        "warning",
        "A label of the form is printed once more where the form has no place for it",
        "様式の見出しが本来の位置以外に重ねて記載されている",
    ),
    IssueKind(
        "label_out_of_order",
        "warning",
        "A label stands where the order of the form has no place for it, and nowhere else",
        "見出しが様式の順序にない位置に記載されている",
    ),
    IssueKind(
        "item_repeated",
        "warning",
        "An item stands twice in one block",
        "同じ項目が 1 つの欄に 2 回記載されている",
    ),
    IssueKind(
        "count_mismatch",
        "warning",
        "A declared number of 委託, 提供 or 移転 is not that of the blocks filled in; the rest may stand in an annex",
        "委託・提供・移転の件数と記載された欄の数が一致しない(残りが別紙にある場合を含む)",
    ),
    IssueKind(
        "band_mismatch",
        "warning",
        "The band of 記録される項目 does not hold the number of record items listed",
        "記録される項目の区分と記録項目の数が一致しない",
    ),
    IssueKind(
        "answers_contradict",
        "warning",
        "Two answers, or an answer and what is written below it, can't both be true",
        "2 つの回答(または回答と記載内容)が矛盾する",
    ),
    IssueKind(
        "answer_missing",
        "info",
        "A choice is blank, and no answer above it makes it needless: its answer is lost, or was never given",
        "選択欄が空欄で、空欄とする理由も記載されていない(回答の欠落または未記入)",
    ),
    IssueKind(
        "blank_or_lost",
        "info",
        "Nothing stands behind a label in running lines, where a blank place and a lost line look the same",
        "行で記載された項目の見出しの後に何もない(空欄か行の欠落か区別できない)",
    ),
    IssueKind(
        "threshold_mismatch",
        "warning",
        "By the thresholds another assessment is obligatory than the one made, submitted or named",
        "しきい値から義務付けられる評価と、評価書の種類または判断結果が一致しない",
    ),
    IssueKind(
        "dates_out_of_order",
        "warning",
        "A day comes before one that it must follow",
        "日付の前後関係が逆になっている",
    ),
    IssueKind(
        "changes_out_of_order",
        "info",
        "変更日 of a row goes against the order of the other rows of changes",
        "変更箇所の変更日の順序が前後している",
    ),
    IssueKind(
        "list_elsewhere",
        "info",
        "A list stands elsewhere: the print only points to it",
        "一覧は別の資料にあり、本文は参照のみ",
    ),
    IssueKind(
        "list_file_unknown",
        "warning",
        "A list of 記録項目 is that of one of several files, and no heading that names one tells which: file_no is null",
        "複数の特定個人情報ファイルのうち、どのファイルの記録項目か見出しから判断できない(file_no は null)",
    ),
    IssueKind(
        "subject_missing",
        "warning",
        "A 諮問, 報告 or 答申 gives no matter that could be read: it has no row of its own, or the subject is null",
        "諮問・報告・答申の件名が読み取れない(行がない、または件名が null)",
    ),
    IssueKind(
        "conclusion_missing",
        "warning",
        "A 答申 has no heading below which a conclusion stands, or none of its options is ticked; the conclusion is null",
        "答申に結論の見出しがない、または選択肢のいずれにも印がない(結論は null)",
    ),
    IssueKind(
        "field_inferred",
        "info",
        "Text was assigned to a field by a stated rule, not by its place; the message names field and rule",
        "記載を位置ではなく規則によって欄に割り当てた(message は欄と規則)",
    ),
    IssueKind(
        "field_left_out",
        "warning",
        "Text that may belong to either of two fields, or to one with a label that is not known, was left out; it stands in sections",
        "どの欄に属するか判断できない記載や、未知の見出しとみられる語の後の記載を除いた(sections には収録)",
    ),
    IssueKind(
        "comment_joined",
        "info",
        "Pieces of a row of opinions, cut by a page break, were joined",
        "改ページで分かれた意見の行を連結した",
    ),
    IssueKind(
        "column_unread",
        "warning",
        "A column of a table of opinions was not read: its title (the message) is unknown, or another column has its kind",
        "意見の表のうち読み取らなかった列がある(見出しが未知、または同じ種類の列が他にある。message は見出し)",
    ),
    IssueKind(
        "comments_unread",
        "warning",
        "The titles of a table of opinions, or the head of a response (the message), are printed, but no opinion could be read",
        "意見の表または回答の見出し(message)はあるが、意見を読み取れない",
    ),
    IssueKind(
        "comment_unsplit",
        "warning",
        "An opinion and its response are printed as running lines that can be divided in several ways: both are null",
        "意見と回答が区切りなく記載され分けられない(ともに null)",
    ),
    IssueKind(
        "response_unclear",
        "warning",
        "An opinion among others that are answered has no response of its own: it has none, or shares the next one; or two follow it, one of an opinion whose head is not known; null",
        "回答が続く他の意見と異なり、この意見の直後に回答がない(回答なしか、次の回答を共有するかは不明)、または見出しが読めない意見の回答とともに二つ続く。null",
    ),
    IssueKind(
        "count_inferred",
        "info",
        "Numbers of a count table that stood in one cell were put back into their columns; the total agrees",
        "集計表で一つの欄に連なった数を元の列に戻した(計と一致)",
    ),
    IssueKind(
        "count_unreadable",
        "error",
        "A cell of a count table is no number, or holds several and nobody can tell their columns: null",
        "集計表の欄が数として読めない、または一つの欄に連なった数の列を判断できない(null)",
    ),
    IssueKind(
        "total_mismatch",
        "warning",
        "The numbers of a count table contradict its total, or the opinions listed",
        "集計表の数が計または意見の件数と一致しない",
    ),
    IssueKind(
        "review_corrected",
        "info",
        "A reviewer gave the value of an item (the message says what was read)",
        "確認者が項目の値を訂正した(message は読み取られた値)",
    ),
    IssueKind(
        "review_confirmed",
        "info",
        "A reviewer compared an item with the source and confirmed it",
        "確認者が原文と照合し、値を確認した",
    ),
    IssueKind(
        "review_unreadable",
        "info",
        "A reviewer found that nobody can read an item: its value is null (the message says what was read)",
        "確認者が判読不能とした(値は null、message は読み取られた値)",
    ),
)
ISSUE_KINDS = {kind.code: kind for kind in _ALL}
"""Every code that a row of `issues` can carry, by code."""
