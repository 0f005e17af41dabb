"""The strips that minutes are read from: paragraphs and table rows, without what stands on every page.

Dumps lose line breaks: a strip that holds the labels of several fields is parted before each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import regex

from extract.sheet import Place, Row
from normalize.dates import find_dates
from normalize.markers import find_marker
from normalize.text import squash
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds, is_navigation
from parsers.minutes.name_tokens import begins_with_person
from parsers.minutes.notation import ARROW, announces, opens_speech
from parsers.minutes.words import GAP, FieldKey, either, minutes_words, spaced, squashed
from parsers.paragraphs import Breaks, Paragraph, cell_passages, paragraphs
from parsers.passage import Passage, join, lines_of

__all__ = ["PARTS", "Strip", "hull", "is_page_number", "strips_of"]

LONGEST_RUNNING = 60
"""Squashed characters of a running title."""
LONGEST_PAGE_NUMBER = 30
"""Characters of a line at a page's edge; longer ones need no closer look."""
FOLDED = 60
"""A strip longer than this many characters may be several lines that were run together."""
FOLDED_KEYS: frozenset[FieldKey] = frozenset({"date", "day", "place", "present", "absent", "visitors", "agenda"})
"""Labels that show that lines were run together; one of them must be `KEYED`."""
KEYED: frozenset[FieldKey] = frozenset({"date", "day", "present", "absent"})
PARTS: frozenset[FieldKey] = frozenset({"chair", "members", "side"})
"""Labels that are words like any other (会長, 委員, 市): they alone show nothing."""
HEAD = 6
"""Strips at the beginning among which name, date and place of a meeting stand run together."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A paragraph or a part of one, or the row of a table with its `cells` from left to right.

    `columns` are the numbers of the cells in the grid. `heading` is the level that the source's own markup gives it.
    """

    cells: tuple[Passage, ...]
    columns: tuple[int, ...]
    table: int | None = None
    heading: int | None = None

    @property
    def text(self) -> str:
        """The text, the cells of a row parted by tabs."""
        return self.cells[0].text if len(self.cells) == 1 else "\t".join(cell.text for cell in self.cells)

    @property
    def place(self) -> Place | None:
        """Where it stands; None for a row of empty cells."""
        return hull(self.cells)

    def lines(self) -> Iterator[Strip]:
        """Yield the lines of all cells as strips of their own."""
        for cell in self.cells:
            for line in lines_of(cell):
                yield Strip((line,), (0,), None, self.heading)


def hull(passages: Sequence[Passage]) -> Place | None:
    """Return the place that holds all the passages; None where they have none."""
    places = [place for one in passages if (place := one.place(0, len(one.text))) is not None]
    return Place.hull(places) if places else None


def strips_of(paragraphs_of_part: Sequence[Paragraph]) -> list[Strip]:
    """Return the strips in reading order; lines that every page repeats, page numbers and the navigation of a web page are left out."""
    rows = [row for paragraph in paragraphs_of_part for row in paragraph.rows if not is_navigation(squash(row.text))]
    kept = [row for row, running in zip(rows, _running(rows), strict=True) if not running]
    breaks = _breaks()
    found: list[Strip] = []
    for paragraph in paragraphs(kept, breaks):
        found.extend(strip for strip in _strips(paragraph, breaks, len(found) < HEAD) if strip.cells)
    return list(_downward_labels(found))


def _downward_labels(strips: Sequence[Strip]) -> Iterator[Strip]:
    """Yield the strips, a label that two lines print downwards beside its value as one: 日 / 時 2月16日."""
    above: Strip | None = None
    for strip in strips:
        if above is not None and _is_label_with(above, strip):
            first, second = above.cells[0], strip.cells[0]
            glues = ["", *(second.text[at - 1] for at in second.starts[1:])]
            yield replace(strip, cells=(join((*first.lines, *second.lines), glues),))
            above = None
            continue
        if above is not None:
            yield above
        above = strip
    if above is not None:
        yield above


def _is_label_with(above: Strip, strip: Strip) -> bool:
    """Tell whether a letter alone on its line and the one that the next line begins with are a label."""
    letter, match = above.text.strip(), LETTER_AHEAD.match(strip.text)
    single = len(letter) == 1 and len(above.cells) == len(strip.cells) == 1 and match is not None
    return single and match is not None and letter + match["letter"] in _two_letters()


LETTER_AHEAD = regex.compile(rf"(?P<letter>\p{{Han}}){GAP}")


@cache
def _two_letters() -> frozenset[str]:
    return frozenset(label for labels in minutes_words().fields.values() for label in labels if len(label) == 2)


@cache
def _breaks() -> Breaks:
    """Return which lines begin something new: what does in any document, and lines that name a speaker, a field or an answer."""
    usual = line_breaks(document_kinds())
    return Breaks(
        lambda text: (
            usual.begins(text)
            or opens_speech(text)
            or ARROW.match(text) is not None
            or _field_line().match(text) is not None
            or _ends_label(text)
            or begins_with_person(text)
            or _is_counted(text)
        ),
        lambda text: usual.complete(text) or announces(text),
    )


def _is_counted(text: str) -> bool:
    """Tell whether a line is an item of an agenda that a word counts: 議題2 その他."""
    return COUNTED_ITEM.match(text) is not None and find_marker(text, minutes_words().item_counters) is not None


COUNTED_ITEM = regex.compile(rf"\p{{Han}}{{2}}{GAP}*[0-9０-９]{{1,2}}(?:{GAP}|[:：])(?:(?!。).){{1,80}}$")


def _ends_label(text: str) -> bool:
    """Tell whether a line is the rest of a label that two lines hold, beside a value: 出席者 / の氏名."""
    return squash(text) in squashed(minutes_words().label_tails)


@cache
def _field_line() -> regex.Pattern[str]:
    labels = tuple(label for key, printed in minutes_words().fields.items() if key not in PARTS for label in printed)
    return regex.compile(
        rf"{GAP}*+(?:{spaced(labels)})(?:{GAP}*[:：／]|{GAP}|$)|{GAP}*+(?:[-*+]{GAP}+)?(?:[【〔\[［<＜《≪]|\*\*){GAP}*(?:{spaced(labels)}){GAP}*(?:[】〕\]］>＞》≫]|\*\*|[:：])"
    )


def _strips(paragraph: Paragraph, breaks: Breaks, at_head: bool) -> Iterator[Strip]:
    heading = paragraph.heading
    if paragraph.is_table_row:
        row = paragraph.rows[0]
        yield Strip(cell_passages(row, breaks), tuple(cell.column for cell in row.cells), row.table, heading)
        return
    for line in lines_of(paragraph.passage):
        quoted = QUOTED.match(line.text)
        passage = line.part(quoted.end(), len(line.text)) if quoted is not None else line
        yield from (Strip((part,), (0,), None, heading) for part in _unfolded(passage, at_head))


QUOTED = regex.compile(r">(?:\s+(?=\S)|$)")
"""How Markdown marks a quotation."""


# ------------------------------------------------------------------------------------------------- lines run together


def _unfolded(passage: Passage, at_head: bool) -> Iterator[Passage]:
    """Yield the lines that were run together into one; most are one line."""
    text = passage.text
    cuts: set[int] = set()
    if len(text) <= FOLDED:
        yield passage
        return
    if "。" not in text[:FOLDED]:
        cuts.update(_labels_within(text))
        cuts.update(_speakers_within(text) if cuts else ())
        if at_head and not cuts:
            cuts.update(_dates_within(text))
    for start, end in pairwise(sorted({0, *cuts, len(text)})):
        yield from lines_of(passage.part(start, end))


def _labels_within(text: str) -> list[int]:
    """Return where fields begin within a line, if it holds several of them; none where it is a table of contents."""
    if _contents().match(text):
        return []
    hits = list(_label_within().finditer(text))
    keys = {_key(hit["label"]) for hit in hits}
    return [hit.start() for hit in hits] if len(keys & FOLDED_KEYS) > 1 and keys & KEYED else []


def _speakers_within(text: str) -> Iterator[int]:
    """Yield where a speaker with a sign of its own begins within a line."""
    return (match.end() for match in SPACE.finditer(text) if opens_speech(text[match.end() : match.end() + FOLDED]))


SPACE = regex.compile(rf"{GAP}+(?=[○◯〇◎●])")


@cache
def _contents() -> regex.Pattern[str]:
    return regex.compile(rf"[\d\s]*(?:{spaced(minutes_words().fields['contents'])})")


@cache
def _label_within() -> regex.Pattern[str]:
    unfit = {"body", "contents", "council", "aside", "tail", *PARTS}
    labels = tuple(label for key, labels in minutes_words().fields.items() if key not in unfit for label in labels)
    return regex.compile(rf"(?:^|(?<={GAP}))(?:[●○◯〇■◆□◇・▼]{GAP}*)?(?P<label>{spaced(labels)})(?={GAP}|[:：(（]|$)")


def _key(label: str) -> FieldKey | None:
    squashed = squash(label)
    return next((key for key, labels in minutes_words().fields.items() if squashed in map(squash, labels)), None)


def _dates_within(text: str) -> list[int]:
    """Return the edges of the day of a meeting, of its place and of its agenda, where they share a line with its name."""
    days = [one for one in find_dates(text[: 4 * FOLDED]) if one.value.precision == "day"]
    if not days or not ROUND.search(text[: days[0].start]):
        return []
    cuts = [days[0].start, days[0].end]
    behind = (pattern.search(text, days[0].end) for pattern in (AT, SHEET))
    return [*cuts, *(match.start() for match in behind if match is not None)]


AT = regex.compile("於")
SHEET = regex.compile(rf"次{GAP}*(?:\d{{1,2}}{GAP}*)?第(?={GAP})")
ROUND = regex.compile(rf"第{GAP}*[0-9０-９一二三四五六七八九十]+{GAP}*回|年{GAP}*度")


# --------------------------------------------------------------------------------------------------- on every page


def is_page_number(text: str) -> bool:
    """Tell whether a line is a page number or another line of a page's edge; a number alone may also be a marker."""
    return len(text) < LONGEST_PAGE_NUMBER and _furniture().fullmatch(squash(text)) is not None


@cache
def _furniture() -> regex.Pattern[str]:
    return regex.compile(either(minutes_words().furniture))


def _running(rows: Sequence[Row]) -> list[bool]:
    """Tell of each row of a dump whether it is a page number with something about it (- 3 -) or a title that pages repeat.

    The first print of a repeated title stays. (Of PDFs, pages and what they repeat are known before.)
    """
    texts = [squash(row.text) if row.table is None else "" for row in rows]
    beside = {number for number in _beside_page_numbers(texts) if _may_run(rows[number], texts[number])}
    often = Counter(texts[number] for number in beside)
    head = "".join(texts[:TITLE_ROWS])
    seen: set[str] = set()
    found: list[bool] = []
    for number, text in enumerate(texts):
        repeated = number in beside and often[text] > 1
        edge = _without_number(text) or (text if number in beside else "")
        titled = bool(edge) and number >= TITLE_ROWS and _is_of_title(edge, head)
        found.append((is_page_number(text) and not text.isdecimal()) or (repeated and text in seen) or titled)
        seen.add(text)
    return found


def _is_of_title(text: str, head: str) -> bool:
    """Tell whether a line at a page's edge prints a part of the title, with or without a day: 第一部会(令和5年6月30日)."""
    plain = text
    for day in reversed(find_dates(text)):
        plain = plain[: day.start] + plain[day.end :]
    plain = plain.strip("()[]【】・-")
    return len(plain) >= LEAST_TITLE and plain in head


TITLE_ROWS = 2
"""Rows at the beginning that hold the title."""


def _without_number(text: str) -> str:
    """Return a line without the page number at its end: …審議会議事録 1; empty where it has none."""
    numbered = len(text) <= LONGEST_RUNNING and (text[-1:].isdigit() or text[-2:-1].isdigit())
    match = NUMBERED.fullmatch(text) if numbered else None
    return match["title"] if match is not None and len(match["title"]) >= LEAST_NUMBERED else ""


NUMBERED = regex.compile(r"(?P<title>[^0-9]*\D)[-(]?[0-9]{1,3}[-)]?")
LEAST_NUMBERED = 8
"""Squashed characters of a title with a page number behind it; 資料1 is none."""
LEAST_TITLE = 4
"""Squashed characters of a part of a title; shorter ones stand in titles by chance."""


def _may_run(row: Row, text: str) -> bool:
    return bool(text) and len(text) <= LONGEST_RUNNING and not opens_speech(row.text)


def _beside_page_numbers(texts: Sequence[str]) -> Iterator[int]:
    """Yield the rows that stand directly above or below a page number: the edges of the pages of a dump."""
    for number, text in enumerate(texts):
        if text and is_page_number(text):
            yield from (near for near in (number - 1, number + 1) if 0 <= near < len(texts))
