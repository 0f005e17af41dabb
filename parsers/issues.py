"""The closed list of issue codes: what each means and how grave it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["ISSUE_KINDS", "IssueKind", "Severity"]

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class IssueKind:
    """One code of the table `issues`. `error` means that something of the source could not be read at all."""

    code: str
    severity: Severity
    en: str
    ja: str


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
        "overlapping_lines",
        "warning",
        "Lines of text are printed one over the other",
        "文字の行が重なって印刷されている",
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
)
ISSUE_KINDS = {kind.code: kind for kind in _ALL}
"""Every code that a row of `issues` can carry, by code."""
