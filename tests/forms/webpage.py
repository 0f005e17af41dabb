"""Print as a web page: tables in HTML, turned into PDF by Chromium."""

from __future__ import annotations

import html
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from layout import Band, Frame, Paper, Piece

SIZES = {"A4": "A4 portrait", "A4 landscape": "A4 landscape", "A3 landscape": "A3 landscape"}
ZOOM = {"A4": 1.0, "A4 landscape": 1.0, "A3 landscape": 1.0}


@dataclass(frozen=True, slots=True)
class Look:
    """What the page looks like. `border` and `outline` are values of the CSS property."""

    font: str = "Noto Sans CJK JP"
    size: float = 9.0
    leading: float = 1.45
    border: str = "0.75pt solid #000"
    outline: str = "0.75pt solid #000"
    collapse: bool = True
    flow: bool = False
    """Whether boxes and options are running text, spaced out; else they stand on a grid within their cell."""
    header: str = ""
    footer: str = 'counter(page) " / " counter(pages)'
    repeat: bool = True
    tagged: bool = False
    """Whether the PDF names the structure of the page, as browsers do unless told not to; it doubles the file."""
    keep_rows: bool = False
    """Whether rows are kept whole at the end of a page."""


def print_page(papers: Sequence[Paper], look: Look, target: Path) -> None:
    """Write the page beside the target and print it."""
    path = target.with_suffix(".html")
    path.write_text("\n".join(_page(papers, look)), encoding="utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={path.parent / 'chromium'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
        path.absolute().as_uri(),
    ]
    if not look.tagged:
        command.insert(1, "--disable-pdf-tagging")
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def _page(papers: Sequence[Paper], look: Look) -> Iterator[str]:
    yield f"<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>特定個人情報保護評価書</title><style>{_css(look)}</style>"
    for paper in papers:
        name = paper.size.replace(" ", "-")
        yield f'<section style="page:{name}">'
        yield from _paper(paper, look)
        yield "</section>"


def _css(look: Look) -> str:
    margins = f"@bottom-center{{content:{look.footer or 'none'};font:8pt serif}} @top-right{{content:{look.header or 'none'};font:8pt serif}}"
    pages = "".join(
        f"@page {size.replace(' ', '-')}{{size:{css};margin:16mm 13mm;{margins}}}" for size, css in SIZES.items()
    )
    collapse = "collapse" if look.collapse else "separate;border-spacing:0"
    return (
        f"{pages} body{{font:{look.size}pt/{look.leading} '{look.font}';margin:0}} section{{break-before:page}}"
        f"table{{border-collapse:{collapse};table-layout:fixed;width:100%;border:{look.outline}}}"
        f"td{{border:{look.border};padding:1pt 2pt;vertical-align:middle;height:1.4em;overflow-wrap:anywhere}}"
        f"tr{{break-inside:{'avoid' if look.keep_rows else 'auto'}}} .s{{background:#e2efda}} .l{{margin:2pt 0;min-height:1em}}"
        ".u{writing-mode:vertical-rl;text-align:center} .g{display:grid;row-gap:0;white-space:pre-wrap} .w{white-space:pre-wrap}"
    )


def _paper(paper: Paper, look: Look) -> Iterator[str]:
    opened = False
    for number, band in enumerate(paper.bands):
        ruled = all(frame.ruled for frame in band.frames)
        if opened and not ruled:
            yield "</table>"
        if ruled and not opened:
            yield f"<table>{f'<col style=width:{100 / paper.columns:.4f}%>' * paper.columns}"
        opened = ruled
        if not ruled:
            yield from (_line(band, look) if any(frame.pieces for frame in band.frames) else ["<div class=l></div>"])
            continue
        head = paper.repeat is not None and look.repeat and paper.repeat[0] <= number < paper.repeat[1]
        yield ("<thead>" if head else "") + _row(band, look) + ("</thead>" if head else "")
    if opened:
        yield "</table>"


def _line(band: Band, look: Look) -> Iterator[str]:
    """A band outside of tables; boxes of a drawing have borders of their own."""
    if len(band.frames) == 1:
        piece = band.frames[0].pieces[0]
        weight = "bold" if piece.bold else "normal"
        yield f"<div class=l style='text-align:{piece.align};font-weight:{weight}'>{_text(piece)}</div>"
        return
    cells = [
        f"<span style='border:{look.border if frame.ruled else 'none'};padding:2pt 14pt;margin:0 6pt'>{_text(piece)}</span>"
        for frame in band.frames
        for piece in frame.pieces
    ]
    yield f"<div class=l>{''.join(cells)}</div>"


def _row(band: Band, look: Look) -> str:
    return "<tr>" + "".join(_cell(frame, look) for frame in band.frames)


def _cell(frame: Frame, look: Look) -> str:
    names = [name for name, on in (("s", frame.shade), ("u", frame.upright)) if on]
    spans = f"colspan={frame.x1 - frame.x0} rowspan={frame.rows}"
    return f"<td {spans} class='{' '.join(names)}'>{_content(frame, look)}"


def _content(frame: Frame, look: Look) -> str:
    if not frame.pieces:
        return ""
    if len(frame.pieces) == 1:
        piece = frame.pieces[0]
        return f"<div class=w style='text-align:{piece.align}'>{_text(piece)}</div>"
    if look.flow:
        return "<br>".join(_flow(frame))
    cells = [
        f"<span style='grid-column:{piece.x0 - frame.x0 + 1}/{piece.x1 - frame.x0 + 1};grid-row:{piece.line + 1}/span {piece.lines};text-align:{piece.align};align-self:center'>{_text(piece)}</span>"
        for piece in frame.pieces
    ]
    return f"<div class=g style='grid-template-columns:repeat({frame.x1 - frame.x0},1fr)'>{''.join(cells)}</div>"


def _flow(frame: Frame) -> Iterator[str]:
    """Yield the lines of a cell as running text, with spaces as wide as the columns that are left free."""
    for line in range(frame.lines):
        text, end = "", frame.x0
        for piece in sorted((piece for piece in frame.pieces if piece.line == line), key=lambda piece: piece.x0):
            text += "　" * min(3, max(0, piece.x0 - end)) + (_text(piece) if piece.text else "　　")
            end = piece.x0 + len(piece.text) if piece.x1 - piece.x0 > 6 else piece.x1
        if text:
            yield f"<span class=w>{text}</span>"


def _text(piece: Piece) -> str:
    return html.escape(piece.text).replace("\n", "<br>")
