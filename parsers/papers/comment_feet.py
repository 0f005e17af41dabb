"""What belongs to no response: the numbers of pages, and what stands below the last one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.sheet import Row
from normalize.text import squash, width
from parsers.papers.fields import lines_in
from parsers.papers.words import paper_words
from parsers.paragraphs import SENTENCE_ENDS

__all__ = ["is_page_number", "is_set_in_number", "is_stop", "on_pages", "without_foot"]

SHORTEST_STOP = 4
"""Characters of a first word that ends a response: 担当 and 参考 begin sentences, too."""
PAGE_NUMBER = regex.compile(r"-\d{1,4}-|\d{1,4}/\d{1,4}")
"""A number of a page that nothing else can be; P.8 and 8ページ alone in a line may be what an opinion is about."""
SET_IN_NUMBER = regex.compile(r"\d{1,4}(?:ページ|頁)?")
SET_IN = 6.0
"""Characters of blank space before the number of a page that is centred or at the right margin: text is set in by less."""
LONGEST_REMARK = 3
"""Lines of a remark below the last response."""


def on_pages(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows with every one-cell row as lines of prose, without the numbers of the pages and what they repeat."""
    for row in rows:
        if not row.furniture and not is_page_number(row):
            yield from lines_in(row)


def is_page_number(row: Row) -> bool:
    """Tell whether a line is the number of a page by the way it is written: - 3 -, 3/7."""
    return PAGE_NUMBER.fullmatch(squash(row.text)) is not None


def is_set_in_number(row: Row) -> bool:
    """Tell whether a line of prose is a number, or 3 ページ, set in so far that it belongs to the page."""
    blank = row.text[: len(row.text) - len(row.text.lstrip())]
    return row.table is None and width(blank) >= SET_IN and SET_IN_NUMBER.fullmatch(squash(row.text)) is not None


def is_stop(row: Row) -> bool:
    """Tell whether a line is, or its first word, what stands below the last response: お問い合わせ先 総務課."""
    stops = paper_words().comments.stops
    first = next(iter(row.text.split()), "")
    return stops.match(squash(row.text)) is not None or (
        len(first) > SHORTEST_STOP and stops.match(squash(first)) is not None
    )


def without_foot(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the lines of a text without those at its end that nobody wrote in it: a signature, a remark on all opinions.

    Its first line is always its own.
    """
    kept = rows
    while (end := _foot(kept)) is not None:
        kept = kept[:end]
    return kept


def _foot(rows: Sequence[Row]) -> int | None:
    """Return where the last piece of the foot begins; None where there is none."""
    words = paper_words().comments
    if len(rows) < 2:
        return None
    last = len(rows) - 1
    text = squash(rows[last].text)
    whole = rows[last - 1].text.strip().endswith(SENTENCE_ENDS)
    if words.feet.match(text) or (whole and words.signatures.match(text)):
        return last
    for at in range(last, max(0, last - LONGEST_REMARK), -1):
        if words.remarks.match("".join(squash(row.text) for row in rows[at:])):
            return at
    return None
