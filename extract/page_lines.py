"""Dumps that print each page as one line, or that begin each page with its number: 3 Ⅰ 基本情報 …, Page 3: Ⅰ 基本情報 ….

The number is the page's, and so is what most pages begin or end with beside a number of their own: 7 / 35.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

import regex

__all__ = ["page_furniture"]

NAMED = regex.compile(r"Page (?P<number>[0-9]{1,4}): ?")
BARE = regex.compile(r"(?P<number>[0-9]{1,4}) ")
FEWEST_NAMED, FEWEST_BARE = 3, 5
"""Pages in order that make numbers those of pages; a number without a word may be that of a list's entry."""
SHORTEST_PAGE = 300
"""Characters of a page on average where its number is bare: entries of a list are shorter."""
MOST_WORDS = 8
"""Words of a running header or footer."""
MOST_PAGES = 0.8
"""Share of the pages that have it."""
WORD = regex.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Page:
    """The line with which a page begins, its number, and where its text begins behind it."""

    line: int
    number: str
    begin: int


def page_furniture(lines: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """Return for the lines that begin pages the spans, in order, that are no text: number, running header, footer."""
    pages = _pages(lines, NAMED, FEWEST_NAMED) or _whole_pages(lines)
    heads, feet = (_running(lines, pages, at_end=at_end) for at_end in (False, True))
    return {page.line: list(_disjoint((0, page.begin), heads.get(page.line), feet.get(page.line))) for page in pages}


def _disjoint(*spans: tuple[int, int] | None) -> Iterator[tuple[int, int]]:
    """Yield the spans that there are; on a page without text header and footer are the same words."""
    end = 0
    for span in spans:
        if span is not None and end <= span[0] < span[1]:
            yield span
            end = span[1]


def _pages(lines: Sequence[str], prefix: regex.Pattern[str], fewest: int) -> list[_Page]:
    """Return the lines whose numbers count from 1; none where they are too few."""
    found: list[_Page] = []
    for at, line in enumerate(lines):
        match = prefix.match(line)
        if match is not None and int(match["number"]) == len(found) + 1:
            found.append(_Page(at, match["number"], match.end()))
    return found if len(found) >= fewest else []


def _whole_pages(lines: Sequence[str]) -> list[_Page]:
    """Return the lines that are pages: all that hold anything, numbered, and long."""
    printed = [line for line in lines if line.strip()]
    if len(printed) < FEWEST_BARE or fmean(map(len, printed)) < SHORTEST_PAGE:
        return []
    pages = _pages(lines, BARE, FEWEST_BARE)
    return pages if len(pages) >= MOST_PAGES * len(printed) else []


def _running(lines: Sequence[str], pages: Sequence[_Page], *, at_end: bool) -> dict[int, tuple[int, int]]:
    """Return where the words stand with which most pages begin or end, beside their own number."""
    words = {page.line: list(WORD.finditer(lines[page.line], page.begin)) for page in pages}
    for count in range(MOST_WORDS, 0, -1):
        edges = {page.line: _masked(words[page.line], page.number, count, at_end=at_end) for page in pages}
        (edge, times), *_ = Counter(edges.values()).most_common(1) or [((), 0)]
        if edge and times >= max(FEWEST_NAMED, MOST_PAGES * len(pages)):
            return {line: _span(words[line], count, at_end=at_end) for line, one in edges.items() if one == edge}
    return {}


def _masked(words: Sequence[regex.Match[str]], number: str, count: int, *, at_end: bool) -> tuple[str, ...]:
    """Return the first or last words of a page with a sign in place of its number."""
    chosen = [word[0] for word in (words[-count:] if at_end else words[:count])]
    own = regex.compile(
        rf"(?P<before>[^\p{{L}}\d]{{0,2}}(?:P\.)?){number}(?P<behind>(?:/[0-9]+)?(?:頁|ページ)?[^\p{{L}}\d]{{0,2}})"
    )
    found = ((at, match) for at, word in enumerate(chosen) if (match := own.fullmatch(word)) is not None)
    at, match = next(found, (0, None))  # of 8 / 8 the second is their count
    if len(words) <= count or match is None:
        return ()
    return (*chosen[:at], f"{match['before']}#{match['behind']}", *chosen[at + 1 :])


def _span(words: Sequence[regex.Match[str]], count: int, *, at_end: bool) -> tuple[int, int]:
    return (words[-count].start(), words[-1].end()) if at_end else (words[0].start(), words[count - 1].end())
