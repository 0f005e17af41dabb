"""Print as a spreadsheet: a workbook like the official Excel form, turned into PDF by LibreOffice Calc."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from layout import Band, Frame, Paper, Piece
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

COLUMN = 1.43
"""Width of a grid column in Excel's unit, about 11 points."""
HIGHEST = 400.0
"""Points. Excel allows rows of 409."""
SHADE = PatternFill("solid", fgColor="DDEBF7")


@dataclass(frozen=True, slots=True)
class Look:
    """What the workbook looks like: `border` and `outline` are Excel's names of line styles."""

    font: str = "Noto Sans CJK JP"
    size: float = 9.0
    leading: float = 1.5
    """Height of a row as a multiple of the type's size: Noto's lines are 1.45 high."""
    border: str = "thin"
    outline: str = "thin"
    tall: bool = False
    """Whether a band of plain texts is one high row; else every line of text is a row."""
    header: str = ""
    footer: str = "&P / &N ページ"
    repeat: bool = True
    """Whether the head of 変更箇所 is printed on every page."""
    valign: str = "center"
    bracket_inside: bool = False
    """Whether boxes are written in one cell ([ ○ ]label); else bracket, mark and label have a cell each."""


def print_workbook(papers: Sequence[Paper], look: Look, target: Path) -> None:
    """Write the workbook beside the target and print it."""
    book = Workbook()
    book.remove(book.active)
    for number, paper in enumerate(papers, 1):
        _Sheet(book.create_sheet(f"{number}_{paper.name}"), paper, look).write()
    path = target.with_suffix(".xlsx")
    book.save(path)
    convert(path)


def convert(path: Path) -> None:
    """Turn a document of any office program into PDF beside it."""
    profile = path.parent / "profile"
    command = [
        "soffice",
        f"-env:UserInstallation={profile.absolute().as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(path.parent),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


@cache
def _border(style: str, on: tuple[bool, bool, bool, bool]) -> Border:
    left, right, top, bottom = (Side(style) if drawn else None for drawn in on)
    return Border(left=left, right=right, top=top, bottom=bottom)


@cache
def _font(look: Look, bold: bool) -> Font:
    return Font(name=look.font, size=look.size, bold=bold)


class _Sheet:
    def __init__(self, sheet: Worksheet, paper: Paper, look: Look) -> None:
        self.sheet, self.paper, self.look = sheet, paper, look
        self.outer = Side(look.outline)

    def write(self) -> None:
        tops, at = [], 1
        for band in self.paper.bands:
            tops.append(at)
            at += self.rows(band)
        tops.append(at)
        for number, band in enumerate(self.paper.bands):
            self.heights(band, tops[number])
            for frame in band.frames:
                self.frame(frame, tops[number], tops[min(number + frame.rows, len(tops) - 1)])
            if band.new_page:
                self.sheet.row_breaks.append(Break(id=tops[number] - 1))
        self.outline(tops)
        self.page(tops)

    def is_tall(self, band: Band) -> bool:
        plain = all(len(frame.pieces) <= 1 for frame in band.frames if frame.rows == 1)
        return self.look.tall and plain and band.lines * self.look.size * self.look.leading <= HIGHEST

    def rows(self, band: Band) -> int:
        return 1 if self.is_tall(band) else band.lines

    def heights(self, band: Band, top: int) -> None:
        lines = band.lines if self.is_tall(band) else 1
        for row in range(top, top + self.rows(band)):
            self.sheet.row_dimensions[row].height = lines * self.look.size * self.look.leading + 3

    def frame(self, frame: Frame, top: int, bottom: int) -> None:
        if frame.ruled:
            self.border(frame, top, bottom)
        if frame.shade:
            for row in range(top, bottom):
                for column in range(frame.x0 + 1, frame.x1 + 1):
                    self.sheet.cell(row, column).fill = SHADE
        for piece in frame.pieces:
            alone = len(frame.pieces) == 1
            first = top + (0 if alone else piece.line)
            last = bottom - 1 if alone else min(first + piece.lines, bottom) - 1
            self.piece(piece, first, last, upright=frame.upright, alone=alone)

    def border(self, frame: Frame, top: int, bottom: int) -> None:
        first, last = frame.x0 + 1, frame.x1
        edge = {(row, column) for row in (top, bottom - 1) for column in range(first, last + 1)}
        edge |= {(row, column) for row in range(top, bottom) for column in (first, last)}
        for row, column in sorted(edge):
            on = (column == first, column == last, row == top, row == bottom - 1)
            self.sheet.cell(row, column).border = _border(self.look.border, on)

    def piece(self, piece: Piece, first: int, last: int, *, upright: bool, alone: bool) -> None:
        cell = self.sheet.cell(first, piece.x0 + 1)
        if not isinstance(cell, Cell):
            message = f"{piece} stands where another piece does"
            raise TypeError(message)
        if first != last or piece.x1 - piece.x0 > 1:
            self.sheet.merge_cells(start_row=first, end_row=last, start_column=piece.x0 + 1, end_column=piece.x1)
        cell.value = piece.text or None
        cell.data_type = "s"
        cell.font = _font(self.look, piece.bold)
        wrap = piece.lines > 1 or alone
        cell.alignment = Alignment(
            horizontal="center" if upright else piece.align,
            vertical="center" if not alone or piece.align == "center" else self.look.valign,
            wrap_text=wrap and not upright,
            text_rotation=255 if upright else 0,
        )

    def outline(self, tops: Sequence[int]) -> None:
        """Draw the thicker border around each run of ruled bands."""
        if self.look.outline == self.look.border:
            return
        ruled = [all(frame.ruled for frame in band.frames) for band in self.paper.bands]
        for number, band in enumerate(self.paper.bands):
            if not ruled[number]:
                continue
            first = number == 0 or not ruled[number - 1]
            last = number == len(ruled) - 1 or not ruled[number + 1]
            for row in range(tops[number], tops[number + 1]):
                for column in range(1, self.paper.columns + 1):
                    cell = self.sheet.cell(row, column)
                    old = cell.border
                    cell.border = Border(
                        left=self.outer if column == 1 else old.left,
                        right=self.outer if column == self.paper.columns else old.right,
                        top=self.outer if first and row == tops[number] else old.top,
                        bottom=self.outer if last and row == tops[number + 1] - 1 else old.bottom,
                    )
            assert band.frames

    def page(self, tops: Sequence[int]) -> None:
        sheet = self.sheet
        for column in range(1, self.paper.columns + 1):
            sheet.column_dimensions[get_column_letter(column)].width = COLUMN
        sheet.page_setup.paperSize = 8 if self.paper.size.startswith("A3") else 9
        sheet.page_setup.orientation = "landscape" if self.paper.size.endswith("landscape") else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.page_margins.top = sheet.page_margins.bottom = 0.7
        sheet.print_area = f"A1:{get_column_letter(self.paper.columns)}{tops[-1] - 1}"
        if self.look.header:
            sheet.oddHeader.right.text = self.look.header
        if self.look.footer:
            sheet.oddFooter.center.text = self.look.footer
        if self.paper.repeat and self.look.repeat:
            first, last = self.paper.repeat
            sheet.print_title_rows = f"{tops[first]}:{tops[last] - 1}"
