"""Print as a text document: tables in WordprocessingML, turned into PDF by LibreOffice Writer."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from layout import Band, Frame, Paper, Piece, width
from spreadsheet import convert

SIZES = {"A4": (11906, 16838), "A4 landscape": (16838, 11906), "A3 landscape": (23811, 16838)}
"""Twentieths of a point."""
MARGIN = 850
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"""
RELS = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
DOCUMENT_RELS = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/footer" Target="footer1.xml"/></Relationships>'


@dataclass(frozen=True, slots=True)
class Look:
    """What the document looks like. `border` is a line style of WordprocessingML."""

    font: str = "Noto Serif CJK JP"
    size: float = 9.0
    border: str = "single"
    width: int = 4
    """Of borders, in eighths of a point."""
    keep_rows: bool = False
    repeat: bool = True
    footer: bool = True


def print_document(papers: Sequence[Paper], look: Look, target: Path) -> None:
    """Write the document beside the target and print it."""
    path = target.with_suffix(".docx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/_rels/document.xml.rels", DOCUMENT_RELS)
        archive.writestr("word/footer1.xml", _footer(look))
        archive.writestr("word/document.xml", "".join(_document(papers, look)))
    convert(path)


def _footer(look: Look) -> str:
    number = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>- </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> -</w:t></w:r></w:p>'
    return f'<w:ftr xmlns:w="{W}">{number if look.footer else "<w:p/>"}</w:ftr>'


def _document(papers: Sequence[Paper], look: Look) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
    for number, paper in enumerate(papers):
        yield from _paper(paper, look)
        last = number == len(papers) - 1
        yield _section(paper) if last else f"<w:p><w:pPr>{_section(paper)}</w:pPr></w:p>"
    yield "</w:body></w:document>"


def _section(paper: Paper) -> str:
    width, height = SIZES[paper.size]
    turned = ' w:orient="landscape"' if paper.size.endswith("landscape") else ""
    return f'<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:right="{MARGIN}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'


def _paper(paper: Paper, look: Look) -> Iterator[str]:
    unit = (SIZES[paper.size][0] - 2 * MARGIN) // paper.columns
    run: list[Band] = []
    for number, band in enumerate([*paper.bands, None]):
        if band is not None and all(frame.ruled for frame in band.frames):
            run.append(band)
            continue
        if run:
            first = number - len(run)
            head = paper.repeat[1] - first if paper.repeat and look.repeat and paper.repeat[0] >= first else 0
            yield from _table(run, unit, look, head)
            run = []
        if band is not None:
            yield from _lines(band, look)


def _lines(band: Band, look: Look) -> Iterator[str]:
    """A band outside of tables: a paragraph with all its texts."""
    pieces = [piece for frame in band.frames for piece in frame.pieces]
    align = pieces[0].align if pieces else "left"
    text = "　　".join(piece.text for piece in pieces)
    yield _paragraph(text, look, align, bold=any(piece.bold for piece in pieces))


def _table(bands: Sequence[Band], unit: int, look: Look, head: int) -> Iterator[str]:
    edges = sorted({x for band in bands for frame in band.frames for x in (frame.x0, frame.x1)})
    borders = "".join(
        f'<w:{side} w:val="{look.border}" w:sz="{look.width}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{(edges[-1] - edges[0]) * unit}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    columns = [f'<w:gridCol w:w="{(b - a) * unit}"/>' for a, b in pairwise(edges)]
    yield f"<w:tblGrid>{''.join(columns)}</w:tblGrid>"
    open_: dict[int, tuple[Frame, int]] = {}
    for number, band in enumerate(bands):
        started = {frame.x0: frame for frame in band.frames}
        going = {x: frame for x, (frame, end) in open_.items() if end > number}
        yield (
            "<w:tr><w:trPr>"
            + ("<w:cantSplit/>" if look.keep_rows else "")
            + ("<w:tblHeader/>" if number < head else "")
            + "</w:trPr>"
        )
        for x in sorted({**started, **going}):
            frame = started.get(x) or going[x]
            yield _cell(frame, edges, unit, look, goes_on=x not in started)
        yield "</w:tr>"
        open_ = {x: one for x, one in open_.items() if one[1] > number}
        open_.update({frame.x0: (frame, number + frame.rows) for frame in band.frames if frame.rows > 1})
    yield "</w:tbl>"


def _cell(frame: Frame, edges: Sequence[int], unit: int, look: Look, *, goes_on: bool) -> str:
    span = edges.index(frame.x1) - edges.index(frame.x0)
    merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>' if frame.rows > 1 else ""
    shade = '<w:shd w:val="clear" w:fill="FFF2CC"/>' if frame.shade else ""
    turned = '<w:textDirection w:val="tbRlV"/>' if frame.upright else ""
    properties = f'<w:tcPr><w:tcW w:w="{(frame.x1 - frame.x0) * unit}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{merge}{shade}{turned}<w:vAlign w:val="center"/></w:tcPr>'
    texts = [] if goes_on else list(_texts(frame, unit, look))
    return f"<w:tc>{properties}{''.join(texts) or _paragraph('', look)}</w:tc>"


def _texts(frame: Frame, unit: int, look: Look) -> Iterator[str]:
    """Yield the paragraphs of a cell: a line with several texts is set with tabs."""
    if len(frame.pieces) == 1:
        for part in frame.pieces[0].text.split("\n"):
            yield _paragraph(part, look, frame.pieces[0].align)
        return
    for line in range(frame.lines):
        pieces = sorted((piece for piece in frame.pieces if piece.line == line), key=lambda piece: piece.x0)
        if pieces:
            yield _tabbed(pieces, frame, unit, look)


def _tabbed(pieces: Sequence[Piece], frame: Frame, unit: int, look: Look) -> str:
    """Return a line of several texts: a tab stands before each that does not follow the one before directly."""
    stops, runs = [], []
    before: Piece | None = None
    for piece in pieces:
        centred = piece.align == "center"
        at = (piece.x0 + piece.x1) / 2 if centred else piece.x0
        if (centred and piece.text) or (not centred and before is not None and _stands_apart(before, piece)):
            stops.append(f'<w:tab w:val="{"center" if centred else "left"}" w:pos="{int((at - frame.x0) * unit)}"/>')
            runs.append("<w:r><w:tab/></w:r>")
        runs.append(_run(piece.text.replace("\n", "　") or "　　", look))
        before = piece
    return f"<w:p><w:pPr><w:tabs>{''.join(stops)}</w:tabs></w:pPr>{''.join(runs)}</w:p>"


def _stands_apart(before: Piece, piece: Piece) -> bool:
    if before.align == "center":
        return bool(before.text)
    return piece.x0 > before.x1 or width(before.text) < before.x1 - before.x0 - 1


def _paragraph(text: str, look: Look, align: str = "left", *, bold: bool = False) -> str:
    return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{_run(text, look, bold=bold)}</w:p>'


def _run(text: str, look: Look, *, bold: bool = False) -> str:
    weight = "<w:b/>" if bold else ""
    return f'<w:r><w:rPr><w:rFonts w:ascii="{look.font}" w:eastAsia="{look.font}" w:hAnsi="{look.font}" w:hint="eastAsia"/>{weight}<w:sz w:val="{round(look.size * 2)}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
