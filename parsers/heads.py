"""Who and when: organisation and date of a document, from its labels or its first lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from unicodedata import normalize

import regex

from normalize.dates import DateValue, find_dates
from normalize.markers import find_marker
from normalize.organisations import Organisation, find_organisation
from normalize.text import squash, width
from parsers.bundle import LONGEST_TITLE, Part
from parsers.definitions import is_navigation
from parsers.labels import match_label
from parsers.paragraphs import Paragraph
from parsers.records import Assessment

__all__ = ["Head", "read_head", "title_of"]

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
NAME = (
    rf"(?P<name>{PREFECTURE}?"
    r"(?![本当各同他全両回]|[市区町村]長|(?<=\d)[年月日時分号条項名人件]|[はがのにをとでも]\p{Han})(?!全国)"
    r"(?:[\p{Han}\p{Hiragana}\p{Katakana}ヶ]{1,6}?(?:市|区|町|村|県|広域連合)|\p{Han}{2,14}広域連合)|"
    rf"{NO_KEN})"
)
"""What may be the name of a municipality or a prefecture; 本市 and 各市 are none, nor what goes on with a number (26日)."""
ORGANISATION = regex.compile(
    r"(?:(?<![\p{Han}\p{Hiragana}\p{Katakana}]|\p{Han}年度)(?:\d*年度|\d+日)?(?:第\d+回)?|(?<=第\d{1,3}回))"
    rf"{NAME}"
    r"(?=長\s*(?:様|殿|$|(?:\p{Han}\s*){2,6}$)|(?:特定)?個人情報|情報公開|公式"
    r"|(?:[\p{Han}・]|及び){0,20}(?:審議会|審査会|委員会|議会|役所|会館|庁舎|公民館)"
    r"|[\p{Han}\p{Katakana}ー]{0,8}(?:センター|ホール|ホームページ)|\s*[\p{Han}・]{1,10}(?:部|局|課|室))"
)
"""A municipality or a prefecture in front of its head, its council, its assembly, a department or its web site."""
SET_APART = regex.compile(rf"(?:^|[|｜:/-])\s*{NAME}(?=\s|$)")
"""A name by itself at the head of a line, or behind a sign at its end as in the titles of web pages."""
OF_UNIT = regex.compile(r"[部局課室][市区町村]$")
"""The end of a department and the beginning of the next: 総務部 市民課; 綾部市 is a name all the same."""
LAST_LINES = 6
"""Paragraphs at the end of a document in which its sender may stand."""
LONGEST_SENDER = 40


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
    title = title_of(part)
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


def title_of(part: Part) -> str | None:
    """Return the title, None where the document has none; where a mere label announces it (諮問事項, 別紙1), what stands behind or below the label.

    The only heading of the first level that the source's markup has goes before one of a lower level.
    """
    at, headed = part.title, _headed(part)
    if at is None:
        return None if headed is None else part.paragraphs[headed].text
    text = part.paragraphs[at].text
    if headed is not None and _heads(part.paragraphs[headed], part.paragraphs[at]):
        return part.paragraphs[headed].text
    label = regex.match(part.kind.title_behind, text) if part.kind.title_behind else None
    if label is None:
        return _with_lines_above(part, at)
    below = part.paragraphs[at + 1].text if at + 1 < len(part.paragraphs) else ""
    return text[label.end() :].strip() or (below if len(below) <= LONGEST_TITLE else None) or text


def _heads(first: Paragraph, title: Paragraph) -> bool:
    """Tell whether the first heading of a page is the title rather than one of a lower level or a link that shortens it."""
    return (title.heading or 1) > 1 or (title.heading is None and squash(title.text) in squash(first.text))


def _headed(part: Part) -> int | None:
    """Return which paragraph is the only one with a heading of the first level; None where there are none or several."""
    found = [number for number, paragraph in enumerate(part.paragraphs) if paragraph.heading == 1]
    return found[0] if len(found) == 1 else None


def _with_lines_above(part: Part, at: int) -> str:
    """Return the title at a paragraph with the lines above that it goes on with: titles are wrapped over two or three."""
    below = part.paragraphs[at]
    text = below.text
    for above in reversed(part.paragraphs[max(0, at - MOST_ABOVE) : at]):
        first = squash(above.text)
        begins = part.kind.title_begins is not None and regex.fullmatch(part.kind.title_begins, first) is not None
        if above.is_table_row or not (begins or _goes_on(first, squash(text)) or _is_flush(above, below)):
            break
        text, below = above.text + text, above
    return text


def _is_flush(above: Paragraph, title: Paragraph) -> bool:
    """Tell whether two lines are one block, set in from the margin or apart, whose upper line fills it.

    That is a title cut within a word.
    """
    first, last = above.rows[0], title.rows[0]
    if last.gap or _set_in(first.text) != _set_in(last.text) or not (first.gap or _set_in(first.text)):
        return False
    upper = squash(above.text)
    whole = "。" in upper or ADDRESS.search(upper) is not None or MEETING.search(upper) is not None
    return not whole and NARROWEST <= width(title.text) <= width(above.text)


def _set_in(line: str) -> int:
    """Return by how many full-width spaces a line is set in from the margin; one is the indent of a paragraph."""
    spaces = len(line) - len(line.lstrip("\N{IDEOGRAPHIC SPACE}"))
    return spaces if spaces > 1 else 0


def _goes_on(above: str, title: str) -> bool:
    """Tell whether a title (both squashed) can't begin where it does, and the line above is no address or date."""
    cut = UNFINISHED.search(above) is not None or CONTINUING.match(title) is not None
    whole = "。" in above or ADDRESS.search(above) is not None
    return cut and not whole and len(above) + len(title) <= LONGEST_TITLE


MEETING = regex.compile(r"(?:会|会議|回|年度)$")
"""What names the council or its meeting above a title of its own."""
NARROWEST = 12.0
"""Characters of the lines of such a title, at least; senders and addressees are shorter."""
MOST_ABOVE = 2
"""Lines of a title above its last one."""
UNFINISHED = regex.compile(
    r"(?:に係る|にかかる|に関する|に対する|に基づく|における|に伴う|(?<=[\p{Han})」])[のにをと・、]|及び|並びに)$"
)
"""What a line ends with whose phrase goes on."""
CONTINUING = regex.compile(r"\(|[にのをとへ](?=\p{Han}|対|関|係|つい|よる|かか)|及び|並びに|に(?:よる|かかる|ついて)")
"""What no title begins with."""
ADDRESS = regex.compile(
    r"(?:様|殿|御中|[日号市区町村]|[部局課室])$|(?:長|委員|者)\p{Han}{2,6}$|長$|資料|^[\[【〔(]|[:;>]|\d{4}|PDF|ページ"
)
"""What stands above a title and is none of it: date, number, addressee, sender, number of a paper, links."""


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
    """Return the municipality that the title names, or one of the first lines, or a sender at the end."""
    first = list(_cells([title or "", *(paragraph.text for paragraph in part.paragraphs[:FIRST_LINES])]))
    for text in first:
        match = ORGANISATION.search(text)
        if match is not None and not (OF_UNIT.search(match["name"]) and not _is_known(match["name"])):
            return _with_last_letter(match["name"], text[match.end("name") :])
    known = (
        match["name"] for text in first if (match := SET_APART.search(text)) is not None and _is_known(match["name"])
    )
    last = (
        match["name"]
        for text in _cells(paragraph.text for paragraph in part.paragraphs[-LAST_LINES:])
        if len(text) <= LONGEST_SENDER and (match := ORGANISATION.match(text)) is not None
    )
    return next(chain(known, last), None)


def _cells(lines: Iterable[str]) -> Iterator[str]:
    """Yield the cells of lines that may name a municipality."""
    for line in lines:
        if not (HOST.match(line) or SIGN.match(line)):
            yield from map(_unspaced, line.split("\t"))


def _is_known(name: str) -> bool:
    found = find_organisation(name)
    return found is not None and found.code is not None


def _with_last_letter(name: str, behind: str) -> str:
    """Return a name that itself ends like a municipality, 羽村市 and 四日市市, with its last letter."""
    longer = name + behind[:1]
    return longer if behind[:1] in LAST_LETTERS and _is_known(longer) else name


LAST_LETTERS = ("市", "区", "町", "村")


def _unspaced(text: str) -> str:
    """Return a letter-spaced line without its spaces; other lines keep them, they part a label from its value."""
    words = text.split()
    return squash(text) if sum(len(word) for word in words) <= LETTER_SPACED * len(words) else normalize("NFKC", text)
