"""A filled form as it lies on paper: sheets of ruled bands on a dense grid of columns, as the official Excel form has them.

Lengths across are in columns of the grid, each about as wide as one square character; down in lines of text. What a
program that prints makes of it (fonts, borders, page breaks) is not decided here.
"""

from __future__ import annotations

import math
import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import truth
from filling import Entry, FilledForm

from parsers.forms import Node

Align = Literal["left", "center", "right"]

FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in map(ord, "0123456789().:,")})


@dataclass(frozen=True, slots=True)
class Style:
    """How a municipality has its form: everything that varies between prints and changes no meaning."""

    columns: int = 52
    label: int = 13
    """Columns that labels take at the left."""
    brackets: str = "[]"
    mark: str = "○"
    option_columns: int = 2
    options_title: str = "<選択肢>"
    full_width: bool = False
    """Whether digits and parentheses of labels and options are set full-width."""
    box_columns: int = 2
    pack: float = 0.92
    """Share of a cell's width that text fills at most: fonts differ."""
    indent: bool = True
    """Whether the items of a block stand one column in, beside an empty cell over all of them."""
    upright: bool = True
    """Whether a label at the side of several items (再委託) is set vertically."""
    list_columns: int = 2
    list_numbers: str = "{}."
    changes_paper: Literal["same", "A4 landscape", "A3 landscape"] = "A4 landscape"
    changes_on_start: bool = True
    options_beside: bool = True
    """Whether options stand to the right of the selected one; else below it."""
    options_on_second_line: bool = False
    """Whether the selected option stands on the line of option 1; else on that of <選択肢>."""
    options_apart: bool = False
    """Whether the selected option and the options have a cell each, where they stand side by side."""
    open_folds: bool = True
    """Whether the folded blocks that nobody used (委託事項2～5) are printed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text at columns `x0` to `x1` of its cell's band, on `lines` lines from line `line` on."""

    text: str
    x0: int
    x1: int
    line: int = 0
    lines: int = 1
    align: Align = "left"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A ruled cell: columns `x0` to `x1` over `rows` bands. `ruled` is False for print outside of tables."""

    x0: int
    x1: int
    pieces: tuple[Piece, ...] = ()
    rows: int = 1
    shade: bool = False
    upright: bool = False
    ruled: bool = True

    @property
    def lines(self) -> int:
        return max((piece.line + piece.lines for piece in self.pieces), default=1)


@dataclass(frozen=True, slots=True)
class Band:
    """Cells side by side. `new_page` says that a page begins here by hand."""

    frames: tuple[Frame, ...]
    new_page: bool = False

    @property
    def lines(self) -> int:
        return max((frame.lines for frame in self.frames if frame.rows == 1), default=1)


@dataclass(slots=True)
class Paper:
    """A sheet of the workbook: bands from top to bottom; the bands before `repeat` are printed anew on each page."""

    name: str
    columns: int
    bands: list[Band] = field(default_factory=list)
    size: Literal["A4", "A4 landscape", "A3 landscape"] = "A4"
    repeat: tuple[int, int] | None = None


def width(text: str) -> float:
    """Return the width of a line in square characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56 for char in text)


def lay_out(filled: FilledForm, style: Style, rng: random.Random) -> list[Paper]:
    """Return the sheets of a filled form."""
    return list(_Layout(filled, style, rng).papers())


class _Layout:
    def __init__(self, filled: FilledForm, style: Style, rng: random.Random) -> None:
        self.filled, self.style, self.rng = filled, style, rng
        self.open, self.close = style.brackets

    # ── sheets ──

    def papers(self) -> Iterator[Paper]:
        columns = self.style.columns
        for number, chapter in enumerate(self.filled.chapters):
            if chapter.node.key == "cover":
                yield Paper("表紙", columns, list(self.cover(chapter)))
                contents = [node for node in chapter.node.nodes if node.role == "contents"]
                if contents:
                    yield Paper("項目一覧", columns, list(self.contents(contents[0])))
            elif any(node.role == "column" for node in chapter.node.nodes):
                yield self.changes(chapter)
            else:
                yield Paper(f"{number}", columns, list(self.chapter(chapter)))

    def cover(self, chapter: Entry) -> Iterator[Band]:
        """The cover: number and name side by side, then a title over a text for each item."""
        w = self.style.columns
        items = {entry.node.key: entry for entry in chapter.children}
        yield self.line(self.filled.form.title, "center", bold=True)
        yield self.blank()
        number, name = items["cover.number"], items["cover.name"]
        split = 10
        yield self.row(
            self.cell(number.node.label, 0, split, "center", shade=True),
            self.cell(name.node.label, split, w, "center", shade=True),
        )
        yield self.row(self.cell(_value(number), 0, split, "center"), self.cell(_value(name), split, w, "center"))
        yield self.blank()
        for entry in chapter.children:
            if entry in (number, name):
                continue
            label = self.label(entry.node)
            if entry.node.key == "cover.special_notes":
                yield self.row(self.cell(label, 0, 6, "center", shade=True), self.cell(_value(entry), 6, w))
                yield self.blank()
                continue
            text = entry.node.key == "cover.declaration"
            yield self.row(self.cell(label, 0, w, "center", shade=True))
            yield self.row(self.cell(_value(entry), 0, w, "left" if text else "center"))
            if not text:
                yield self.blank()
        yield self.line(f"[{self.filled.form.stamp}]", "right")

    def contents(self, node: Node) -> Iterator[Band]:
        w = self.style.columns
        chapters = [chapter for chapter in self.filled.form.nodes if chapter.key != "cover"]
        yield self.row(self.cell(node.label, 0, w, "center", shade=True))
        for chapter in chapters:
            yield self.row(self.cell(f"{chapter.marker} {chapter.label}".strip(), 0, w))

    def chapter(self, chapter: Entry) -> Iterator[Band]:
        yield self.line(self.title(chapter.node), "left", bold=True)
        if chapter.node.key == "annex.process":
            yield from self.diagram()
        if chapter.lists or any(fill.table == "record_items" for fill in chapter.node.fills):
            yield from self.listing(chapter)
        for child in chapter.children:
            yield from self.entry(child, 0)

    def title(self, node: Node) -> str:
        return self.wide(f"{node.marker}　{node.label}{node.suffix and '　' + node.suffix}".strip("　"))

    def diagram(self) -> Iterator[Band]:
        """The drawing of 別添1: boxes with arrows between them, none of which is an item."""
        w = self.style.columns
        third = w // 4
        for texts in (("住民", "①届出", "窓口"), ("業務システム", "②照会", "中間サーバー")):
            boxes = [
                self.cell(text, x, x + third, "center")
                if number != 1
                else replace(self.cell(f"{text} →", x, x + third, "center"), ruled=False)
                for number, (text, x) in enumerate(zip(texts, (1, 2 + third, 3 + 2 * third), strict=True))
            ]
            yield self.row(*boxes)
            yield self.blank()
        assert 3 * third + 3 <= w

    def listing(self, chapter: Entry) -> Iterator[Band]:
        """記録項目: the file's name, then numbered entries in columns."""
        w, columns = self.style.columns, self.style.list_columns
        name = self.filled.file_names[(chapter.file_no or 1) - 1]
        span = w // columns
        down = math.ceil(len(chapter.lists) / columns)
        yield self.row(self.cell(f"{self.style.list_numbers and '■'}{name}", 0, w, shade=True))
        pieces = []
        for number, entry in enumerate(chapter.lists):
            column, line = divmod(number, down)
            mark = self.wide(self.style.list_numbers.format(number + 1)) if self.style.list_numbers else "・"
            pieces.append(Piece(f"{mark}{entry}", column * span, (column + 1) * span, line))
        yield Band((Frame(0, w, tuple(pieces)),))

    def changes(self, chapter: Entry) -> Paper:
        size = "A4" if self.style.changes_paper == "same" else self.style.changes_paper
        columns = {"A4": self.style.columns, "A4 landscape": 72, "A3 landscape": 104}[size]
        paper = Paper("変更箇所", columns, size=size)
        shares = (7, 10, 32, 32, 5, 14)
        edges = [round(columns * sum(shares[:n]) / sum(shares)) for n in range(7)]
        nodes = [node for node in chapter.node.nodes if node.role == "column"]
        paper.bands.append(self.line(self.title(chapter.node), "left", bold=True))
        head = [self.cell(node.label, edges[n], edges[n + 1], "center", shade=True) for n, node in enumerate(nodes)]
        paper.bands.append(self.row(*head))
        paper.repeat = (1, 2)
        for change in self.filled.changes:
            texts = (
                change.changed_on_printed,
                self.wide(change.item),
                change.before,
                change.after,
                change.submission,
                change.reason,
            )
            paper.bands.append(self.row(*(self.cell(text, edges[n], edges[n + 1]) for n, text in enumerate(texts))))
        if not self.filled.changes:
            paper.bands.append(self.row(*(self.cell("", edges[n], edges[n + 1]) for n in range(6))))
        return paper

    # ── parts of a chapter ──

    def entry(self, entry: Entry, x: int) -> Iterator[Band]:
        """Yield the bands of an entry and all below it, from column `x` on."""
        node = entry.node
        if entry.fold is not None:
            if self.style.open_folds:
                yield self.row(self.cell(self.wide(entry.fold), x, self.style.columns))
        elif node.role == "group":
            yield from self.block(entry, x)
        elif node.role == "section":
            yield from self.section(entry)
        elif node.role == "risk":
            if node.printed and node.label:
                label = f"{node.marker}：　{node.label}" if node.marker else f"{self.wide('リスク')}：　{node.label}"
                yield self.row(self.cell(self.wide(label), x, self.style.columns, shade=True))
            yield from self.below(entry, x)
        elif node.role == "label":
            yield from self.side(entry, x)
        elif node.within is None:
            yield from self.item(entry, x)

    def below(self, entry: Entry, x: int) -> Iterator[Band]:
        for child in entry.children:
            yield from self.entry(child, x)

    def section(self, entry: Entry) -> Iterator[Band]:
        node, w = entry.node, self.style.columns
        text = self.label(node, f"{node.marker} " if self.rng.random() < 0.5 else node.marker)
        if node.kind == "checkboxes" and entry.item is not None:
            yield self.heading(text, entry.item)
        else:
            yield self.row(self.cell(text, 0, w, shade=True))
            if node.kind is not None:
                yield self.row(*self.answer(entry, 0, w))
        yield from self.below(entry, 0)

    def heading(self, text: str, item: truth.Item) -> Band:
        """A heading with boxes at its right end, in one cell."""
        w = self.style.columns
        pieces, right = [], w
        for box in reversed(item.boxes):
            label = self.wide(box.label)
            span = min(math.ceil(width(label) + 1.5), w - 16)
            pieces += [
                Piece(label, right - span, right),
                *self.bracketed(self.style.mark if box.checked else "", right - span - 4, right - span, 0),
            ]
            right -= span + 4
        lines = self.count(text, right)
        if lines > 2:  # no room beside them: the boxes stand below the heading
            lines = self.count(text, w)
            pieces, right = [replace(piece, line=lines) for piece in pieces], w
        else:
            pieces = [replace(piece, lines=lines) for piece in pieces]
        return Band((Frame(0, w, (Piece(text, 0, right, 0, lines, bold=True), *pieces), shade=True),))

    def block(self, entry: Entry, x: int) -> Iterator[Band]:
        node, w = entry.node, self.style.columns
        name = self.wide(f"{node.label}{entry.number}")
        if node.group == "system":
            yield self.row(self.cell(name, x, w, shade=True))
        else:
            yield self.row(
                self.cell(name, x, self.style.label, shade=True), self.cell(entry.title or "", self.style.label, w)
            )
        if not self.style.indent or node.group == "system":
            yield from self.below(entry, x)
            return
        bands = list(self.below(entry, x + 1))
        yield from self.beside(Frame(x, x + 1, (), len(bands)), bands)

    def beside(self, frame: Frame, bands: Sequence[Band]) -> Iterator[Band]:
        """Yield bands with a cell at their left that spans them all."""
        for number, band in enumerate(bands):
            yield replace(band, frames=(frame, *band.frames)) if number == 0 else band

    def side(self, entry: Entry, x: int) -> Iterator[Band]:
        """A label at the side of its items; a note where it has none."""
        label = self.label(entry.node, entry.node.marker)
        if not entry.children:
            yield self.row(self.cell(label, x, self.style.columns))
            return
        upright = self.style.upright and not entry.node.marker
        span = 2 if upright else 6
        bands = list(self.below(entry, x + span))
        needed = self.count(label, span)
        text = Piece(label, x, x + span, 0, min(needed, sum(band.lines for band in bands)), "center")
        yield from self.beside(Frame(x, x + span, (text,), len(bands), upright=upright), bands)

    def item(self, entry: Entry, x: int) -> Iterator[Band]:
        node, w = entry.node, self.style.columns
        label = self.label(node, node.marker)
        edge = max(self.style.label, x + 8)
        if self.count(label, edge - x) > 4:
            yield self.row(self.cell(label, x, w))
            yield self.row(*self.answer(entry, x, w))
            return
        yield self.row(self.cell(label, x, edge), *self.answer(entry, edge, w))

    # ── values ──

    def answer(self, entry: Entry, x0: int, x1: int) -> list[Frame]:
        """Return the cell of an answer, or the cells."""
        item = entry.item
        assert item is not None
        if item.kind == "choice":
            return self.apart(list(self.choice(entry, item, x0, x1)), x0, x1)
        if item.kind == "checkboxes":
            return [Frame(x0, x1, tuple(self.boxes(entry, item, x0, x1)))]
        return [self.cell(item.value or "", x0, x1)]

    def apart(self, pieces: list[Piece], x0: int, x1: int) -> list[Frame]:
        """Return the pieces of a choice in one cell, or the options in another one."""
        title = next(piece for piece in pieces if piece.text == self.style.options_title)
        if not self.style.options_apart or any(piece.x0 < title.x0 < piece.x1 for piece in pieces) or title.line:
            return [Frame(x0, x1, tuple(pieces))]
        left = tuple(piece for piece in pieces if piece.x0 < title.x0)
        right = tuple(piece for piece in pieces if piece.x0 >= title.x0)
        return [Frame(x0, title.x0, left), Frame(title.x0, x1, right)]

    def choice(self, entry: Entry, item: truth.Item, x0: int, x1: int) -> Iterator[Piece]:
        options = [self.wide(f"{number}) {label}") for number, label in enumerate(item.options, 1)]
        span, value = x1 - x0, self.wide(item.value or "")
        longest = max(map(width, options))
        half = min(span // 2 - 1, math.ceil(longest / self.style.pack) + 2)
        beside = self.style.options_beside and self.count(value, half - 3) == 1
        left = x0 + half + 1 if beside else x0 + 1
        columns = self.style.option_columns
        while columns > 1 and longest > self.style.pack * ((x1 - left) // columns):
            columns -= 1
        needed = self.count(value, span - 6)
        at, listed = (0 if beside else needed), []
        listed.append(Piece(self.style.options_title, left, min(left + 6, x1), at))
        at += 1
        step, lines = (x1 - left) // columns, 1
        for number, option in enumerate(options):
            column = number % columns
            if number and column == 0:
                at += lines
            lines = self.count(option, step) if columns == 1 else 1
            listed.append(Piece(option, left + column * step, left + (column + 1) * step, at, lines))
        down = at + lines if options else 1
        counts = [self.counted(other) for other in self.within(entry)]
        line = (1 if down > 2 and self.style.options_on_second_line else 0) if beside else 0
        yield from self.bracketed(value, x0, x0 + half if beside else x1 - 1, line, needed)
        yield from listed
        for count in filter(None, counts):
            if count.label is None:
                yield from self.parenthesised(count.text, x0 + 1, x0 + 9, line + 1 if beside else down, unit="件")
            else:
                yield Piece(
                    f"（{count.label}：{count.text}）",
                    x0,
                    x1,
                    down,
                    self.count(count.text + count.label + "（：）", x1 - x0),
                )
                down += 1

    def within(self, entry: Entry) -> Iterator[Entry]:
        for chapter in self.filled.chapters:
            for other in chapter.all():
                if other.node.within == entry.node.key and other.file_no == entry.file_no and other.node.box is None:
                    yield other

    def counted(self, entry: Entry) -> _Inside | None:
        if entry.item is None or entry.node.within is None:
            return None
        if entry.node.kind == "count":
            return _Inside(None, "" if entry.item.number is None else str(entry.item.number))
        return _Inside(entry.node.label, entry.item.value or "")

    def parenthesised(self, text: str, x0: int, x1: int, line: int, unit: str = "", lines: int = 1) -> Iterator[Piece]:
        yield Piece("（", x0, x0 + 1, line, lines, "right")
        inner = x1 - 1 - (2 if unit else 0)
        yield Piece(text, x0 + 1, inner, line, lines, "center" if unit else "left")
        yield Piece(f"）{unit}", inner, x1, line, lines)

    def bracketed(self, text: str, x0: int, x1: int, line: int, lines: int = 1) -> Iterator[Piece]:
        """Brackets and what stands between them, each in a place of its own."""
        yield Piece(self.open, x0, x0 + 1, line, lines, "right")
        yield Piece(text, x0 + 1, x1 - 1, line, lines, "center")
        yield Piece(self.close, x1 - 1, x1, line, lines)

    def boxes(self, entry: Entry, item: truth.Item, x0: int, x1: int) -> Iterator[Piece]:
        counts = {
            other.node.box: other
            for chapter in self.filled.chapters
            for other in chapter.all()
            if other.node.within == entry.node.key and other.node.box and other.file_no == entry.file_no
        }
        columns = self.style.box_columns
        step = (x1 - x0) // columns
        free = {box.label for box in entry.node.boxes if box.free}
        titles = MAIN_ITEMS if len(item.boxes) > 15 else {}
        line, column = 0, 0
        for number, box in enumerate(item.boxes):
            label = self.wide(box.label)
            whole = box.label in free
            needs = math.ceil(width(label) / self.style.pack) + 4 + (8 if box.label in counts else 0)
            if number in titles:
                line, column = line + (column > 0), 0
                yield Piece(f"・{titles[number]}", x0, x1, line)
                line += 1
            if whole or column == columns or needs > step * (columns - column):
                line, column = line + (column > 0), 0
            at, lines = x0 + column * step, 1
            end = min(at + needs, x1) if whole or box.label in counts else min(at + max(step, needs), x1)
            if box.label in counts:
                end -= 8
            if whole:
                lines = self.count(box.detail or "", x1 - end - 2)
                yield from self.parenthesised(box.detail or "", end, x1, line, lines=lines)
            yield from self.bracketed(self.style.mark if box.checked else "", at, at + 4, line, lines)
            yield Piece(label, at + 4, end, line, lines)
            if box.label in counts:
                text = counts[box.label].item.number if counts[box.label].item else None
                yield from self.parenthesised("" if text is None else str(text), end, end + 8, line, unit="件")
            column += columns if whole else math.ceil(max(needs, step) / step)
            if column >= columns:
                line, column = line + lines, 0

    # ── cells ──

    def row(self, *frames: Frame) -> Band:
        return Band(tuple(frames))

    def cell(self, text: str, x0: int, x1: int, align: Align = "left", *, shade: bool = False) -> Frame:
        return Frame(x0, x1, (Piece(text, x0, x1, 0, self.count(text, x1 - x0), align),), shade=shade)

    def line(self, text: str, align: Align, *, bold: bool = False) -> Band:
        w = self.style.columns
        return Band((Frame(0, w, (Piece(text, 0, w, 0, self.count(text, w), align, bold),), ruled=False),))

    def blank(self) -> Band:
        return Band((Frame(0, self.style.columns, ruled=False),))

    def count(self, text: str, columns: int) -> int:
        """Return how many lines a text takes in a place so wide; long ones get a line to spare."""
        room = max(1.0, columns * self.style.pack - 0.6)
        lines = sum(max(1, math.ceil(SPARE * width(part) / room)) for part in text.split("\n"))
        return lines + 1 if lines >= MANY else lines

    def label(self, node: Node, marker: str = "") -> str:
        return self.wide(f"{marker}{node.label}{node.suffix and ' ' + node.suffix}")

    def wide(self, text: str) -> str:
        return text.translate(FULL_WIDTH) if self.style.full_width else text


@dataclass(frozen=True, slots=True)
class _Inside:
    label: str | None
    text: str


SPARE = 1.05
"""Lines are broken before they are full: no line begins with a closing bracket or a 、."""

MANY = 3
"""Lines from which on a cell has room for one more, as whoever sets rows by hand leaves it."""

MAIN_ITEMS = {0: "識別情報", 3: "連絡先等情報", 6: "業務関係情報"}
"""Titles that 主な記録項目 prints among its boxes, by the number of the box they stand before."""


def _value(entry: Entry) -> str:
    return (entry.item.value or "") if entry.item else ""
