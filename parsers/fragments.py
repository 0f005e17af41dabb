"""The print of a form in pieces: each cell of a table, each line of prose is a fragment that may be a label or a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.paragraphs import Paragraph
from parsers.passage import Passage, join

__all__ = ["Fragment", "fragments"]


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece: `row` numbers the rows of the document from 0, `cell` the filled cells of its row, `cells` of them.

    `passage` holds its lines as printed, one per line of text. `is_cell` tells a cell of a table from a line of prose,
    `column` its place in the table's grid. `runs_on` says that it carries on the paragraph of the row before.
    """

    passage: Passage
    row: int
    cell: int
    cells: int
    column: int
    is_cell: bool
    runs_on: bool = False

    @property
    def text(self) -> str:
        """The text with its line breaks."""
        return self.passage.text


def fragments(paragraphs: Sequence[Paragraph]) -> list[Fragment]:
    """Return the filled cells of all rows in reading order; empty cells hold nothing to match."""
    return list(_fragments(paragraphs))


def _fragments(paragraphs: Sequence[Paragraph]) -> Iterator[Fragment]:
    rows = ((row, within > 0) for paragraph in paragraphs for within, row in enumerate(paragraph.rows))
    for number, (row, runs_on) in enumerate(rows):
        filled = [cell for cell in row.cells if cell.lines]
        for at, cell in enumerate(filled):
            passage = join(cell.lines, ["\n"] * (len(cell.lines) - 1))
            yield Fragment(passage, number, at, len(filled), cell.column, row.table is not None, runs_on)
