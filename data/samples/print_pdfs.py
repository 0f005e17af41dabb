"""Write the derived samples (PDFs, recoded text, archive) from the sources beside this script.

Every `sources/*.yaml` describes one sample: what stands on its pages, never how it is drawn. The same sources and the
same PyMuPDF give the same bytes: no dates, no random ids. Lengths are in points, the origin is the top left of the page.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec
import pymupdf

__all__ = ["main"]

HERE = Path(__file__).parent
FONT = pymupdf.Font("cjk")
WIDTH, HEIGHT = 595.0, 842.0
"""A4, upright."""
MARGIN_X, TOP, BOTTOM, FOOTER_Y = 42.0, 44.0, 794.0, 818.0
INNER = WIDTH - 2 * MARGIN_X
PADDING = 3.0
LEADING = 1.3
"""Distance of baselines as a multiple of the font size."""
RULE = 0.5
"""Width of a ruling."""
SHADE = (0.92, 0.95, 0.88)
FOOTER_SIZE = 8.0
VALUE_SHARE = 0.46
"""Share of a choice cell's width that the bracketed value takes; the printed options stand to its right."""
NO_LINE_END = frozenset("(「『【〔[（")
NO_LINE_START = frozenset("、。,.・)）」』】〕]］ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
TOKENS = re.compile(r"[0-9A-Za-z,.%]+|.")
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can bear: a fixed one keeps the archive's bytes the same."""

Align = Literal["left", "center", "right"]


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a source file; a misspelt field is an error."""


class Cell(Model, frozen=True):
    """One cell of a ruled table.

    It holds `text`, or a bracketed `choice` with its printed `options` (the name of a list of the document), or
    `boxes` (label → marked, `per_line` side by side).
    """

    text: str = ""
    across: int = 1
    align: Align = "left"
    shade: bool = False
    choice: str | None = None
    options: str = ""
    boxes: dict[str, bool] = {}
    per_line: int = 3


class Prose(Model, frozen=True, tag="text", tag_field="kind"):
    """Unruled text: each line of `text` is a paragraph, its wrapped lines set in by `hang` characters."""

    text: str
    size: float = 10.5
    align: Align = "left"
    hang: int = 0
    gap: float = 6.0


class Table(Model, frozen=True, tag="table", tag_field="kind"):
    """A ruled table. `widths` are shares of the page; the first `header` rows are printed anew on each page."""

    widths: list[float]
    rows: list[list[str | Cell]]
    header: int = 0
    size: float = 9.0
    gap: float = 8.0


class PageBreak(Model, frozen=True, tag="page", tag_field="kind"):
    """What follows starts on a new page."""


class Pdf(Model, frozen=True, tag="pdf", tag_field="make"):
    """A printed document. `footer` may name {page} and {pages}."""

    target: str
    title: str
    blocks: list[Prose | Table | PageBreak]
    footer: str = ""
    options: dict[str, list[str]] = {}


class Member(Model, frozen=True):
    """One text of an archive."""

    name: str
    text: str
    encoding: str = "utf-8"


class Recoded(Model, frozen=True, tag="text", tag_field="make"):
    """A text file in an old encoding with the line ends of old machines."""

    target: str
    text: str
    encoding: str
    newline: str


class Archive(Model, frozen=True, tag="zip", tag_field="make"):
    """A zip archive of texts, stored without compression."""

    target: str
    members: list[Member]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `x` and `y` (top of the line) are counted from the corner of its cell."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell in its row: left edge, width, what is printed in it, and how high that is."""

    cell: Cell
    x: float
    width: float
    pieces: tuple[Piece, ...]
    height: float


@dataclass(slots=True)
class Press:
    """The document being printed: its current page, how far down it is filled, and the ink not yet on the paper."""

    document: pymupdf.Document = field(default_factory=pymupdf.Document)
    y: float = 0.0
    page: pymupdf.Page | None = None
    ink: pymupdf.TextWriter = field(init=False)
    rules: pymupdf.Shape = field(init=False)
    shades: pymupdf.Shape = field(init=False)

    def feed(self) -> None:
        """Put the ink on the current page and begin a new one."""
        self.settle()
        self.page = self.document.new_page(width=WIDTH, height=HEIGHT)
        self.ink = pymupdf.TextWriter((0.0, 0.0, WIDTH, HEIGHT))
        self.rules, self.shades = self.page.new_shape(), self.page.new_shape()
        self.y = TOP

    def settle(self) -> None:
        """Put the ink on the current page: shades first, rulings over them, text last."""
        if self.page is None:
            return
        for shape, style in ((self.shades, {"fill": SHADE, "color": None}), (self.rules, {"width": RULE})):
            if shape.draw_cont:
                shape.finish(**style)
                shape.commit()
        self.ink.write_text(self.page)

    def room(self, height: float) -> bool:
        """Say whether `height` more points fit on the current page."""
        return self.y + height <= BOTTOM

    def write(self, x: float, top: float, text: str, size: float) -> None:
        """Write one line with its top left corner at (x, top)."""
        if text:
            self.ink.append((x, top + size), text, font=FONT, fontsize=size)


def measure(text: str, size: float) -> float:
    """Return the width of a line of text."""
    return float(FONT.text_length(text, fontsize=size))


def last_break(line: list[str], token: str) -> int:
    """Return how many tokens of a full line to keep, `token` being next: no bracket ends a line or begins one wrongly."""
    cut = len(line)
    while cut > 1 and ([*line, token][cut] in NO_LINE_START or line[cut - 1] in NO_LINE_END):
        cut -= 1
    return cut


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break `text` into lines at most `width` wide. No line begins with closing punctuation; numbers stay whole."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        for token in TOKENS.findall(paragraph):
            if line and measure("".join([*line, token]), size) > width:
                cut = last_break(line, token)
                lines.append("".join(line[:cut]))
                line = line[cut:]
            line.append(token)
        lines.append("".join(line))
    return lines


def aligned(line: str, width: float, size: float, align: Align) -> float:
    """Return the distance of a line from the left edge of a space `width` wide."""
    spare = width - measure(line, size)
    return {"left": 0.0, "center": spare / 2, "right": spare}[align]


def text_pieces(text: str, width: float, size: float, align: Align = "left") -> list[Piece]:
    """Set wrapped text."""
    step = size * LEADING
    lines = wrap(text, width, size) if text else []
    return [Piece(aligned(line, width, size, align), step * n, line) for n, line in enumerate(lines)]


def choice_pieces(value: str, options: list[str], width: float, size: float) -> list[Piece]:
    """Set `[ value ]` and the printed options: to its right, or below a value too long for that."""
    step, bracket = size * LEADING, measure("[", size)
    listed = ["<選択肢>", *(f"{n}) {label}" for n, label in enumerate(options, 1))]
    below = measure(value, size) > width * VALUE_SHARE - 4 * bracket
    span = width if below else width * VALUE_SHARE - 2 * bracket
    left, top = (0.0, step) if below else (width * VALUE_SHARE, 0.0)
    middle = aligned(value, span, size, "center")
    pieces = [Piece(0.0, 0.0, "["), Piece(middle, 0.0, value), Piece(span - bracket, 0.0, "]")]
    for option in listed:
        lines = text_pieces(option, width - left, size)
        pieces += [Piece(left, top + piece.y, piece.text) for piece in lines]
        top += step * len(lines)
    return pieces


def box_pieces(cell: Cell, width: float, size: float) -> list[Piece]:
    """Set check boxes in columns, the mark as a circle between brackets."""
    step, column = size * LEADING, width / cell.per_line
    printed = [f"[ {'○' if marked else '  '} ] {label}" for label, marked in cell.boxes.items()]
    return [Piece(column * (n % cell.per_line), step * (n // cell.per_line), text) for n, text in enumerate(printed)]


def cell_pieces(cell: Cell, width: float, size: float, options: dict[str, list[str]]) -> list[Piece]:
    """Set what a cell holds in a space `width` wide."""
    if cell.choice is not None:
        return choice_pieces(cell.choice, options[cell.options], width, size)
    if cell.boxes:
        return box_pieces(cell, width, size)
    return text_pieces(cell.text, width, size, cell.align)


def row_spots(row: list[str | Cell], table: Table, options: dict[str, list[str]]) -> Iterator[Spot]:
    """Place the cells of a row side by side, each over as many columns as it says."""
    scale = INNER / sum(table.widths)
    x, column = MARGIN_X, 0
    for entry in row:
        cell = Cell(entry) if isinstance(entry, str) else entry
        width = scale * sum(table.widths[column : column + cell.across])
        pieces = tuple(cell_pieces(cell, width - 2 * PADDING, table.size, options))
        depth = max((piece.y for piece in pieces), default=0.0) + table.size * LEADING
        yield Spot(cell, x, width, pieces, depth + 2 * PADDING)
        x, column = x + width, column + cell.across


def print_row(press: Press, row: list[Spot], height: float, size: float) -> None:
    """Print a row at the current height: each cell with its own four rulings, as spreadsheets do."""
    for spot in row:
        frame = pymupdf.Rect(spot.x, press.y, spot.x + spot.width, press.y + height)
        for start, end in ((frame.tl, frame.tr), (frame.bl, frame.br), (frame.tl, frame.bl), (frame.tr, frame.br)):
            press.rules.draw_line(start, end)
        if spot.cell.shade:
            press.shades.draw_rect(frame)
        top = press.y + PADDING + (height - spot.height) / 2
        for piece in spot.pieces:
            press.write(spot.x + PADDING + piece.x, top + piece.y, piece.text, size)
    press.y += height


def print_table(press: Press, table: Table, options: dict[str, list[str]]) -> None:
    """Print a ruled table, cut between rows where the page ends; the header rows stand on every page."""
    rows = [list(row_spots(row, table, options)) for row in table.rows]
    heights = [max(spot.height for spot in row) for row in rows]
    header = list(zip(rows, heights, strict=True))[: table.header]
    for row, height in zip(rows, heights, strict=True):
        if not press.room(height):
            press.feed()
            for above, tall in header:
                print_row(press, above, tall, table.size)
        print_row(press, row, height, table.size)
    press.y += table.gap


def prose_lines(prose: Prose) -> Iterator[tuple[float, str]]:
    """Yield the wrapped lines, each with its distance from the left margin."""
    indent = prose.hang * prose.size
    for paragraph in prose.text.rstrip("\n").split("\n"):
        first, *rest = wrap(paragraph, INNER, prose.size)
        yield aligned(first, INNER, prose.size, prose.align), first
        for line in wrap("".join(rest), INNER - indent, prose.size) if rest else ():
            yield indent + aligned(line, INNER - indent, prose.size, prose.align), line


def print_prose(press: Press, prose: Prose) -> None:
    """Print paragraphs line by line, going on to a new page wherever the old one is full."""
    step = prose.size * LEADING
    for offset, line in prose_lines(prose):
        if not press.room(step):
            press.feed()
        press.write(MARGIN_X + offset, press.y, line, prose.size)
        press.y += step
    press.y += prose.gap


def print_footers(document: pymupdf.Document, footer: str) -> None:
    """Print the page number on every page."""
    for page in document.pages():
        ink = pymupdf.TextWriter(page.rect)
        text = footer.format(page=page.number + 1, pages=document.page_count)
        ink.append((aligned(text, WIDTH, FOOTER_SIZE, "center"), FOOTER_Y), text, font=FONT, fontsize=FOOTER_SIZE)
        ink.write_text(page)


def make_pdf(source: Pdf) -> bytes:
    """Print a document and return its bytes."""
    press = Press()
    press.feed()
    for block in source.blocks:
        match block:
            case Prose():
                print_prose(press, block)
            case Table():
                print_table(press, block, source.options)
            case PageBreak():
                press.feed()
    press.settle()
    if source.footer:
        print_footers(press.document, source.footer)
    press.document.set_metadata({"title": source.title})
    press.document.subset_fonts()
    content: bytes = press.document.tobytes(garbage=4, deflate=True, no_new_id=True)
    return content


def make_archive(source: Archive) -> bytes:
    """Pack texts into an archive and return its bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for member in source.members:
            archive.writestr(zipfile.ZipInfo(member.name, OLDEST), member.text.encode(member.encoding))
    return stream.getvalue()


def make(source: Pdf | Recoded | Archive) -> bytes:
    """Return the bytes of one sample."""
    match source:
        case Pdf():
            return make_pdf(source)
        case Recoded():
            return source.text.replace("\n", source.newline).encode(source.encoding)
        case Archive():
            return make_archive(source)


def main() -> None:
    """Write every sample that has a source."""
    for path in sorted((HERE / "sources").glob("*.yaml")):
        source = msgspec.yaml.decode(path.read_bytes(), type=Pdf | Recoded | Archive)
        (HERE / source.target).write_bytes(make(source))


if __name__ == "__main__":
    main()
