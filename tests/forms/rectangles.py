"""Print as Excel does: a thin filled rectangle for every edge of every cell of the dense grid, drawn with PyMuPDF."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pymupdf
from layout import Band, Frame, Paper, Piece

SIZES = {"A4": (595.0, 842.0), "A4 landscape": (842.0, 595.0), "A3 landscape": (1191.0, 842.0)}
MARGIN, FOOT = 36.0, 24.0
PADDING = 2.0
NO_LINE_START = frozenset("、。,.・)）」』】〕]］ー")


@dataclass(frozen=True, slots=True)
class Look:
    """What the print looks like. `stroke` says how an edge is drawn."""

    font: str = "IPAGothic"
    size: float = 9.0
    leading: float = 1.35
    thickness: float = 0.48
    stroke: Literal["rectangles", "dots", "dashes", "double", "lines"] = "rectangles"
    header: str = ""
    footer: str = "{page}"
    repeat: bool = True
    shade: tuple[float, float, float] = (0.87, 0.92, 0.97)


def print_rectangles(papers: Sequence[Paper], look: Look, target: Path) -> None:
    """Print all sheets into one PDF."""
    press = _Press(look)
    for paper in papers:
        press.paper(paper)
    press.save(target)


@dataclass(slots=True)
class _Press:
    look: Look
    document: pymupdf.Document = field(default_factory=pymupdf.Document)
    font: pymupdf.Font = field(init=False)
    page: pymupdf.Page = field(init=False)
    ink: pymupdf.TextWriter = field(init=False)
    edges: list[tuple[float, float, float, float]] = field(default_factory=list)
    shades: list[pymupdf.Rect] = field(default_factory=list)
    y: float = 0.0
    bottom: float = 0.0
    unit: float = 0.0

    def __post_init__(self) -> None:
        found = subprocess.run(
            ["fc-match", "-f", "%{file}", self.look.font], check=True, capture_output=True, text=True
        )
        self.font = pymupdf.Font(fontfile=found.stdout)

    # ── pages ──

    def feed(self, paper: Paper) -> None:
        self.settle()
        width, height = SIZES[paper.size]
        self.page = self.document.new_page(width=width, height=height)
        self.ink = pymupdf.TextWriter((0, 0, width, height))
        self.y = MARGIN
        self.bottom = height - MARGIN - FOOT
        self.unit = (width - 2 * MARGIN) / paper.columns

    def settle(self) -> None:
        """Put everything on the current page: shades, edges, text."""
        if not self.document.page_count:
            return
        shape = self.page.new_shape()
        for rect in self.shades:
            shape.draw_rect(rect)
        if self.shades:
            shape.finish(fill=self.look.shade, color=None)
        for edge in dict.fromkeys(self.edges):
            self.edge(shape, *edge)
        if self.edges:
            stroked = self.look.stroke in ("lines", "dashes")
            dashes = "[2 1.5] 0" if self.look.stroke == "dashes" else None
            shape.finish(
                fill=None if stroked else (0, 0, 0),
                color=(0, 0, 0) if stroked else None,
                width=self.look.thickness if stroked else 0,
                dashes=dashes,
            )
        shape.commit()
        self.ink.write_text(self.page)
        self.edges, self.shades = [], []

    def edge(self, shape: pymupdf.Shape, x0: float, y0: float, x1: float, y1: float) -> None:
        t = self.look.thickness
        if self.look.stroke in ("lines", "dashes"):
            shape.draw_line((x0, y0), (x1, y1))
        elif self.look.stroke == "dots":
            steps = max(1, int(max(x1 - x0, y1 - y0) // (3 * t)))
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                shape.draw_rect((x - t / 2, y - t / 2, x + t / 2, y + t / 2))
        elif self.look.stroke == "double":
            for shift in (-1.5 * t, 1.5 * t):
                dx, dy = (shift, 0.0) if x0 == x1 else (0.0, shift)
                shape.draw_rect((x0 + dx - t / 2, y0 + dy - t / 2, x1 + dx + t / 2, y1 + dy + t / 2))
        else:
            shape.draw_rect((x0 - t / 2, y0 - t / 2, x1 + t / 2, y1 + t / 2))

    def save(self, target: Path) -> None:
        self.settle()
        for page in self.document.pages():
            ink = pymupdf.TextWriter(page.rect)
            foot = self.look.footer.format(page=page.number + 1, pages=self.document.page_count)
            if foot:
                ink.append(
                    (page.rect.width / 2 - self.font.text_length(foot, 8) / 2, page.rect.height - FOOT),
                    foot,
                    font=self.font,
                    fontsize=8,
                )
            if self.look.header:
                ink.append(
                    (page.rect.width - MARGIN - self.font.text_length(self.look.header, 8), FOOT),
                    self.look.header,
                    font=self.font,
                    fontsize=8,
                )
            ink.write_text(page)
        self.document.subset_fonts()
        self.document.save(target, garbage=4, deflate=True, no_new_id=True)

    # ── bands ──

    @property
    def step(self) -> float:
        return self.look.size * self.look.leading

    def paper(self, paper: Paper) -> None:
        self.feed(paper)
        head = paper.bands[slice(*paper.repeat)] if paper.repeat and self.look.repeat else []
        for group in _groups(paper.bands):
            heights = [self.height(band) for band in group]
            if self.y + sum(heights) > self.bottom and self.y > MARGIN:
                self.feed(paper)
                for band in head:
                    self.group([band], [self.height(band)])
            rest = group
            while sum(heights) > self.bottom - self.y and len(rest) > 1:  # higher than a page: cut between its bands
                self.group(rest[:1], heights[:1])
                rest, heights = _cut(rest), heights[1:]
                if self.y + heights[0] > self.bottom:
                    self.feed(paper)
            self.group(rest, heights)

    def group(self, bands: Sequence[Band], heights: Sequence[float]) -> None:
        for number, band in enumerate(bands):
            self.band(band, heights[number:])
            self.y += heights[number]

    def height(self, band: Band) -> float:
        lines = max((self.lines(frame) for frame in band.frames if frame.rows == 1), default=1)
        return lines * self.step + 2 * PADDING

    def lines(self, frame: Frame) -> int:
        if len(frame.pieces) == 1:
            piece = frame.pieces[0]
            return len(self.wrapped(piece.text, (piece.x1 - piece.x0) * self.unit - 2 * PADDING))
        return frame.lines

    def band(self, band: Band, heights: Sequence[float]) -> None:
        for frame in band.frames:
            depth = sum(heights[: frame.rows])
            x0, x1 = MARGIN + frame.x0 * self.unit, MARGIN + frame.x1 * self.unit
            if frame.shade:
                self.shades.append(pymupdf.Rect(x0, self.y, x1, self.y + depth))
            if frame.ruled:
                self.border(frame, depth)
            for piece in frame.pieces:
                self.piece(frame, piece, depth)

    def border(self, frame: Frame, depth: float) -> None:
        xs = [round(MARGIN + column * self.unit, 2) for column in range(frame.x0, frame.x1 + 1)]
        rows = max(1, round((depth - 2 * PADDING) / self.step))
        ys = [round(self.y + depth * row / rows, 2) for row in range(rows + 1)]
        for y in (ys[0], ys[-1]):
            self.edges += [(a, y, b, y) for a, b in pairwise(xs)]
        for x in (xs[0], xs[-1]):
            self.edges += [(x, a, x, b) for a, b in pairwise(ys)]

    def piece(self, frame: Frame, piece: Piece, depth: float) -> None:
        if not piece.text:
            return
        x0, room = MARGIN + piece.x0 * self.unit + PADDING, (piece.x1 - piece.x0) * self.unit - 2 * PADDING
        alone = len(frame.pieces) == 1
        if frame.upright:
            texts = list(piece.text)
        else:
            texts = self.wrapped(piece.text, room) if piece.lines > 1 or alone else [piece.text]
        block = len(texts) * self.step
        top = (
            self.y + (depth - block) / 2
            if alone
            else self.y + PADDING + piece.line * self.step + (piece.lines * self.step - block) / 2
        )
        for number, text in enumerate(texts):
            spare = room - self.font.text_length(text, self.look.size)
            x = x0 + {"left": 0.0, "center": spare / 2, "right": spare}["center" if frame.upright else piece.align]
            if text.strip():
                self.ink.append(
                    (x, top + number * self.step + self.look.size), text, font=self.font, fontsize=self.look.size
                )

    def wrapped(self, text: str, room: float) -> list[str]:
        """Break text into lines; closing punctuation begins none."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for char in paragraph:
                line += char
                if len(line) > 1 and self.font.text_length(line, self.look.size) > room:
                    cut = len(line) - 1
                    while cut > 1 and line[cut] in NO_LINE_START:
                        cut -= 1
                    lines.append(line[:cut])
                    line = line[cut:]
            lines.append(line)
        return lines


def _cut(bands: Sequence[Band]) -> list[Band]:
    """Return the bands without the first, whose high cells go on empty."""
    first, second, *rest = bands
    going = [replace(frame, rows=frame.rows - 1, pieces=()) for frame in first.frames if frame.rows > 1]
    return [replace(second, frames=(*going, *second.frames)), *rest]


def _groups(bands: Sequence[Band]) -> Iterator[list[Band]]:
    """Yield the bands that cells over several bands hold together."""
    at = 0
    while at < len(bands):
        end = at + 1
        look = at
        while look < end:
            end = max(end, look + max((frame.rows for frame in bands[look].frames), default=1))
            look += 1
        yield list(bands[at:end])
        at = end
