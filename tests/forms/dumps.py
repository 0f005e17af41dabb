"""Text dumps of the prints, as people make them of PDFs and as programs save them: each read and held against its truth.

`make dumps-report` shows the outcomes per way. The engine's rules were made on the first four ways; the others were written
afterwards and show how far the rules carry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import print_forms
import pymupdf
import truth
import webpage
from layout import Frame, Paper
from measure import NAMES, PRINTED
from scoring import Score, score

from hyokasho.engine import read_source
from parsers.records import InDocument

SAME_LINE = 3.0
"""Points between the middles of two words on one line of a page."""


def plain(name: str) -> str:
    """The text of each page as it stands in the file: what most tools give."""
    return "\n".join(page.get_text("text") for page in _pages(name))


def laid_out(name: str) -> str:
    """Lines by their height on the page, columns kept apart by blanks."""
    return "\n".join(page.get_text("text", sort=True) for page in _pages(name))


def markdown(name: str) -> str:
    """Tables with bars between their cells, the lines of a cell parted by <br>, as converters to Markdown write them."""
    return "\n".join(line for page in _pages(name) for line in _with_tables(page, _bars))


def tabs(name: str) -> str:
    """Tables with tabs between their cells, the lines of a cell run together."""
    return "\n".join(line for page in _pages(name) for line in _with_tables(page, _tabbed))


def saved_page(name: str) -> str:
    """The page of a browser, saved as HTML."""
    return "\n".join(webpage._page(_papers(name), webpage.Look(flow=True)))


def paragraphs(name: str) -> str:
    """Every line of every cell as a paragraph of its own, cells row by row: a word processor's file saved as text."""
    return "\n".join(
        line for paper in _papers(name) for band in paper.bands for frame in band.frames for line in _lines(frame)
    )


def wide_spaces(name: str) -> str:
    """A row of the table to a line, three full-width spaces between its cells, whose lines are run together."""
    rows = (
        "　　　".join(text for frame in band.frames if (text := "".join(_lines(frame))))
        for paper in _papers(name)
        for band in paper.bands
    )
    return "\n".join(row for row in rows if row)


def by_height(name: str) -> str:
    """Words by their height on the page, one space between neighbours, whatever lies between them."""
    return "\n".join(line for page in _pages(name) for line in _by_height(page))


WAYS: dict[str, tuple[Callable[[str], str], str]] = {
    "plain": (plain, "txt"),
    "laid out": (laid_out, "txt"),
    "markdown": (markdown, "md"),
    "tabs": (tabs, "tsv"),
    "saved page": (saved_page, "html"),
    "paragraphs": (paragraphs, "txt"),
    "wide spaces": (wide_spaces, "txt"),
    "by height": (by_height, "txt"),
}
IN_ORDER = [name for name in NAMES if not name.endswith("_sheet")]
"""Prints whose PDFs hold their text in the order of reading; a spreadsheet's program writes it column by column."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump of a print with what was read of it."""

    records: Sequence[InDocument]
    score: Score


@cache
def read(way: str, name: str) -> Dump:
    """Read a dump of a print."""
    write, ending = WAYS[way]
    records = read_source(write(name).encode(), f"{name}.{ending}", "0" * 16).records
    return Dump(records, score(records, truth.read(PRINTED / f"{name}.json")))


def whole(way: str, names: list[str]) -> Score:
    """Return the judgements about the dumps of several prints."""
    return Score([unit for name in names for unit in read(way, name).score.units])


def report() -> str:
    """Return the outcomes per way, print and kind."""
    return "\n".join(_rows())


def _rows() -> Iterator[str]:
    for way in WAYS:
        for name in NAMES:
            yield _row(f"{way}: {name}", Counter(unit.outcome for unit in read(way, name).score.units))
        for kind, counts in sorted(whole(way, NAMES).counts().items()):
            yield _row(f"{way}: all, {kind}", Counter(counts))
        for which, names in (("in order", IN_ORDER), ("spreadsheets", sorted({*NAMES} - {*IN_ORDER})), ("all", NAMES)):
            yield _row(f"{way}: {which}", Counter(unit.outcome for unit in whole(way, names).units))


def _row(name: str, counts: Counter[str]) -> str:
    shares = "  ".join(f"{outcome} {counts[outcome] / counts.total():.4f}" for outcome in sorted(counts))
    return f"{name:32} {counts.total():6} units  {shares}"


def _pages(name: str) -> Iterator[pymupdf.Page]:
    with pymupdf.open(PRINTED / f"{name}.pdf") as document:
        yield from document


@cache
def _papers(name: str) -> list[Paper]:
    return print_forms.prepared(name, print_forms.entries()[name])[1]


def _lines(frame: Frame) -> list[str]:
    return [line for text in webpage._flow(frame) for line in _bare(text)]


def _bare(flow: str) -> list[str]:
    text = flow.removeprefix("<span class=w>").removesuffix("</span>")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return [line for line in text.split("<br>") if line.strip()]


def _with_tables(page: pymupdf.Page, write: Callable[[list[list[str | None]]], Iterator[str]]) -> Iterator[str]:
    tables = page.find_tables().tables
    areas = [pymupdf.Rect(table.bbox) for table in tables]
    items: list[tuple[float, list[str]]] = [(table.bbox[1], list(write(table.extract()))) for table in tables]
    for block in page.get_text("blocks"):
        box = pymupdf.Rect(block[:4])
        if not any((area & box).get_area() > box.get_area() / 2 for area in areas):
            items.append((block[1], [block[4].strip()]))
    for _, lines in sorted(items, key=lambda item: item[0]):
        yield from lines


def _bars(rows: list[list[str | None]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join((cell or '').replace(chr(10), '<br>').replace('|', '/') for cell in row)} |"
        if number == 0:
            yield f"|{'---|' * len(row)}"
    yield ""


def _tabbed(rows: list[list[str | None]]) -> Iterator[str]:
    for row in rows:
        yield "\t".join(cell.replace("\n", "") for cell in row if cell is not None)


def _by_height(page: pymupdf.Page) -> Iterator[str]:
    words = sorted(page.get_text("words"), key=lambda word: (word[1] + word[3]) / 2)
    middle = 0.0
    numbered = []
    for word in words:
        middle = max(middle, (word[1] + word[3]) / 2 if (word[1] + word[3]) / 2 - middle > SAME_LINE else middle)
        numbered.append((middle, word[0], word[4]))
    for _, line in groupby(sorted(numbered), key=lambda one: one[0]):
        yield " ".join(text for _, _, text in line)


if __name__ == "__main__":
    print(report())
