"""Who and when: organisation and date of a document, from its labels or its first lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

import regex

from normalize.dates import DateValue, find_dates
from normalize.markers import find_marker
from normalize.organisations import Organisation, find_organisation
from normalize.text import squash
from parsers.bundle import LONGEST_TITLE, Part
from parsers.definitions import is_navigation
from parsers.labels import match_label
from parsers.records import Assessment

__all__ = ["Head", "read_head"]

FIRST_LINES = 12
"""Paragraphs at the beginning of a document in which sender and date of a letter or sheet stand."""
LETTER_SPACED = 1.5
"""Letters to a word, at the most, in a line that is typeset with a space between all letters."""
HOST = regex.compile(r"Download\b|Upload\b|Category\b|by user")
"""What sites that hold copies print around a document; their titles are their own."""
SIGN = regex.compile(r"[○◯〇◎●•・<＜(（【]")
"""What stands before a speaker: 武市情報公開課長 is no 武市."""
NO_KEN = "東京都|北海道|京都府|大阪府"
"""The prefectures that are none called 県."""
PREFECTURE = rf"(?:{NO_KEN}|\p{{Han}}{{2,3}}県)"
ORGANISATION = regex.compile(
    r"(?:(?<![\p{Han}\p{Hiragana}\p{Katakana}]|\p{Han}年度)(?:\d*年度)?(?:第\d+回)?|(?<=第\d{1,3}回))"
    rf"(?P<name>{PREFECTURE}?"
    r"(?![本当各同他全両回]|[市区町村]長)(?!全国)(?:[\p{Han}\p{Hiragana}\p{Katakana}ヶ]{1,6}?(?:市|区|町|村|県|広域連合)|\p{Han}{2,14}広域連合)|"
    rf"{NO_KEN})"
    r"(?=長\s*(?:様|殿|$|\p{Han}{2,6}$)|(?:特定)?個人情報|情報公開|[\p{Han}・]{0,14}(?:審議会|審査会|委員会|議会|役所|会館|庁舎|公民館)|[\p{Han}\p{Katakana}ー]{0,8}(?:センター|ホール)|[\p{Han}・]{1,10}(?:部|局|課|室))"
)
"""A municipality or a prefecture in front of its head, its council or its assembly; 本市 and 各市 name none."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself; null where it does not say it."""

    title: str | None
    organisation: str | None
    authority: Organisation | None
    document_date: date | None


def read_head(part: Part, cover: Assessment | None = None) -> Head:
    """Return title, organisation (as printed) and date of a document; never a date that only its form version tells.

    Where the document is a form, what was read from its `cover` goes before what stands behind labels.
    """
    title = _title(part)
    organisation = (cover.organisation if cover else None) or _labelled(part, part.kind.organisation)
    if organisation is None and part.kind.organisation_in_text:
        organisation = _named(part, title)
    document_date = (cover.published_on if cover else None) or _date(part)
    return Head(title, organisation, _authority(part, organisation), document_date)


def _authority(part: Part, organisation: str | None) -> Organisation | None:
    """Return the local authority; of several that share a name, the one whose prefecture the document prints with it."""
    found = find_organisation(organisation) if organisation else None
    if organisation is None or found is None or "ambiguous" not in found.flags:
        return found
    name = regex.match(r".+?[市区町村]", squash(organisation))
    beside = regex.compile(rf"(?<prefecture>{PREFECTURE}){regex.escape(name[0])}") if name else None
    text = "".join(squash(paragraph.text) for paragraph in part.paragraphs)
    prefectures = {match["prefecture"] for match in beside.finditer(text)} if beside else set()
    return find_organisation(organisation, prefectures.pop()) if len(prefectures) == 1 else found


def _title(part: Part) -> str | None:
    """Return the title; where a mere label announces it (諮問事項, 別紙1), what stands behind or below the label."""
    if part.title is None:
        return None
    text = part.paragraphs[part.title].text
    above = part.paragraphs[part.title - 1].text if part.title else ""
    if part.kind.title_begins and regex.fullmatch(part.kind.title_begins, squash(above)):
        text = above + text
    label = regex.match(part.kind.title_behind, text) if part.kind.title_behind else None
    if label is None:
        return text
    below = part.paragraphs[part.title + 1].text if part.title + 1 < len(part.paragraphs) else ""
    return text[label.end() :].strip() or (below if len(below) <= LONGEST_TITLE else None) or text


def _date(part: Part) -> date | None:
    value = _labelled(part, part.kind.date)
    mentions = find_dates(value) if value else []
    if mentions:
        return _day(mentions[0].value)
    if not part.kind.date_line:
        return None
    for paragraph in part.paragraphs[:FIRST_LINES]:
        text = paragraph.text
        found = find_dates(text) if not is_navigation(squash(text)) else []
        if len(found) == 1 and found[0].value.kind == "date" and len(squash(found[0].raw)) >= len(squash(text)) - 1:
            return _day(found[0].value)
    return None


def _day(value: DateValue) -> date | None:
    """Return the first day of a date told to the day."""
    return value.start if value.precision == "day" else None


def _labelled(part: Part, labels: Sequence[str]) -> str | None:
    """Return the value that stands beside or below the first of the labels that the document has.

    None where it has none of them, and where below one stands the next label.
    """
    for label in labels:
        for number, paragraph in enumerate(part.paragraphs):
            marker = find_marker(paragraph.text)
            found = match_label(paragraph.text, (label,), marker.end if marker else 0)
            if found is not None:
                below = part.paragraphs[number + 1].text if number + 1 < len(part.paragraphs) else ""
                return found.value or (below if match_label(below, part.kind.labels) is None else None) or None
    return None


def _named(part: Part, title: str | None) -> str | None:
    """Return the municipality that the title names, or one of the first lines."""
    lines = [
        "" if title is None or HOST.match(title) else title,
        *(paragraph.text for paragraph in part.paragraphs[:FIRST_LINES]),
    ]
    for line in lines:
        for text in () if HOST.match(line) or SIGN.match(line) else map(_unspaced, line.split("\t")):
            match = ORGANISATION.search(text)
            if match is not None:
                return _with_last_letter(match["name"], text[match.end("name") :])
    return None


def _with_last_letter(name: str, behind: str) -> str:
    """Return a name that itself ends like a municipality, 羽村市 and 四日市市, with its last letter."""
    longer = name + behind[:1]
    found = find_organisation(longer) if behind[:1] in LAST_LETTERS else None
    return longer if found is not None and found.code is not None else name


LAST_LETTERS = ("市", "区", "町", "村")


def _unspaced(text: str) -> str:
    """Return a letter-spaced line without its spaces; other lines keep them, they part a label from its value."""
    words = text.split()
    return squash(text) if sum(len(word) for word in words) <= LETTER_SPACED * len(words) else normalize("NFKC", text)
