"""Rows that a page break cuts within their label, each half closed by borders: ⑤提供する情報の対象となる本 and 人の範囲.

Word processors print such rows. Neither half is a label, and only the form knows that both together are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby

from parsers.anchors import LONGEST_LABEL, Labels, bare_label
from parsers.fragments import Fragment
from parsers.passage import join

__all__ = ["with_whole_labels"]

MOST_BETWEEN = 3
"""Lines between two pages that are no cells: page number, running titles."""


def with_whole_labels(pieces: Sequence[Fragment], labels: Labels, apart: Set[int]) -> list[Fragment]:
    """Return the pieces, with rows whose label a page break cut as one row; the rows `apart` stay as they are."""
    found: list[Fragment] = []
    between: list[Fragment] = []
    above: list[Fragment] = []
    for _, group in groupby(pieces, key=lambda piece: piece.row):
        row = list(group)
        if not row[0].is_cell:
            between += row
            continue
        if (
            len(between) <= MOST_BETWEEN
            and above
            and not apart & {above[0].row, row[0].row}
            and _is_cut(above, row, labels)
        ):
            above = list(_joined(above, row))
            continue
        found += [*above, *between]
        above, between = row, []
    return [*found, *above, *between]


def _is_cut(above: Sequence[Fragment], below: Sequence[Fragment], labels: Labels) -> bool:
    """Tell whether two rows on different pages begin with the halves of a label."""
    upper, lower = above[0], below[0]
    if upper.column != lower.column or len(upper.text) + len(lower.text) > LONGEST_LABEL:
        return False
    pages = [piece.passage.lines[at].place.page for piece, at in ((upper, -1), (lower, 0))]
    if pages[0] is None or pages[0] == pages[1]:
        return False
    both, *halves = (bare_label(text, labels.words)[0] for text in (upper.text + lower.text, upper.text, lower.text))
    return both in labels.by_label and not any(half in labels.by_label for half in halves)


def _joined(above: Sequence[Fragment], below: Sequence[Fragment]) -> Iterator[Fragment]:
    """Yield the cells of two rows as those of the first, column by column."""
    rest = {piece.column: piece for piece in below}
    count = len({piece.column for piece in (*above, *below)})
    cells = [(piece, rest.pop(piece.column, None)) for piece in above]
    cells += [(replace(piece, row=above[0].row), None) for piece in rest.values()]
    for number, (piece, more) in enumerate(sorted(cells, key=lambda cell: cell[0].column)):
        lines = (*piece.passage.lines, *more.passage.lines) if more is not None else piece.passage.lines
        passage = join(lines, ["\n"] * (len(lines) - 1), piece.passage.right) if more is not None else piece.passage
        yield replace(piece, passage=passage, cell=number, cells=count)
