"""What the codes of the categories mean: ◎ 反映する, as a table, a list or a line of the results of a public comment says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from extract.sheet import Row
from normalize.text import squash
from parsers.papers.comment_titles import title_of
from parsers.papers.words import paper_words

__all__ = ["read_legend"]


def read_legend(rows: Sequence[Row]) -> dict[str, str]:
    """Return what each code of the categories means, by the squashed code: from a table, a list or one line."""
    legend: dict[str, str] = {}
    for code, label in (*_legend_in_tables(rows), *_legend_in_lines(rows)):
        legend.setdefault(squash(code), label)
    return legend


def _legend_in_tables(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the entries of tables with columns for the category and its meaning, but none for opinions."""
    for table, group in groupby(rows, key=lambda row: row.table):
        block = list(group)
        titles = {title_of(cell.text): cell.column for cell in block[0].cells} if table is not None else {}
        if "category" not in titles or "opinion" in titles or len(block[0].cells) < 2:
            continue
        for row in block[1:]:
            cells = {cell.column: cell.text.strip() for cell in row.cells}
            code, label = (
                cells.get(titles["category"], ""),
                cells.get(titles.get("response", titles["category"] + 1), ""),
            )
            if label and paper_words().comments.codes.match(squash(code)):
                yield code, label


def _legend_in_lines(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the entries of a list below the title of the legend, and of a line that explains several codes.

    The line below such a line goes on with it.
    """
    listing = explaining = False
    for row in rows:
        text = row.text.strip()
        if row.table is not None:
            listing = explaining = False
            continue
        entry = ENTRY.match(text)
        if squash(text).strip("【】()[]<>■●:") in paper_words().comments.legends:
            listing = True
        elif listing and entry is not None and paper_words().comments.codes.match(squash(entry["code"])):
            yield entry["code"], entry["label"].strip()
        else:
            listing = False
            entries = _explained(text)
            explaining = len({code for code, _ in entries}) > 1 or (explaining and bool(EXPLAINED.match(text)))
            yield from entries if explaining else ()


ENTRY = regex.compile(
    r"\s*+(?:[-・]\s*+)?(?P<code>(?!-\s)[^\s:：.．、]{1,4})(?:\s*+[:：.．、…]\s*+|\s++)(?P<label>\S.*+)"
)
CODE = r"(?<![A-Za-zＡ-Ｚ])(?:[A-ZＡ-Ｚ◎○〇◯△×□●▲■]|(?<![^\s、,])[-－―])(?=\s*+[:：=＝…])"
EXPLAINED = regex.compile(rf"(?P<code>{CODE})\s*+[:：=＝…]++\s*+(?P<label>(?:(?!{CODE})[^:：]){{2,60}})")
LONGEST_LEGEND = 300


def _explained(text: str) -> list[tuple[str, str]]:
    """Return the codes that one line explains: ◎：反映する ○：記載済み."""
    found = EXPLAINED.finditer(text) if len(text) <= LONGEST_LEGEND else ()
    return [(match["code"], match["label"].strip(" 　、,。・/／()（）")) for match in found]
