"""Both engines give the same Sheet; the second reads what the first does not read well, and says so."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

import pymupdf
import pytest
from drawn import Drawing
from test_pdf_tables import CELLS, EXPECTED, STYLES

from extract.errors import NeedsOcr
from extract.pdf import EngineName, read_pdf
from extract.pdf.check import Health
from extract.sheet import Cell, Sheet


def cells(sheet: Sheet) -> list[tuple[str, int, int, int]]:
    return [(cell.text, cell.column, cell.row_span, cell.col_span) for row in sheet.rows for cell in row.cells]


def boxes(sheet: Sheet) -> list[tuple[float, ...]]:
    found: list[Cell] = [cell for row in sheet.rows for cell in row.cells]
    return [astuple(cell.place.box) for cell in found]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_the_second_engine_reads_every_kind_of_border(style: Callable[[Drawing], None]) -> None:
    draw = Drawing()
    style(draw)
    for x, y, text in ((110, 120, "題"), (110, 165, "縦"), (210, 150, "一"), (310, 150, "二"), (210, 180, "三")):
        draw.text(x, y, text)
    sheet = read_pdf(draw.bytes(), "pdfplumber")
    assert cells(sheet) == [cell for row in EXPECTED for cell in row]
    assert boxes(sheet) == [pytest.approx(cell, abs=1.2) for cell in CELLS]
    assert sheet.reader.startswith("pdfplumber ")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 30, 360, 540)])
def test_both_engines_agree_on_turned_and_cropped_pages(rotation: int, crop: tuple[float, ...] | None) -> None:
    draw = Drawing(400, 600)
    draw.grid([100, 200, 300], [150, 200])
    draw.text(110, 180, "甲乙")
    draw.text(210, 180, "My 右")
    draw.text(110, 250, "表の下の文")
    if crop:
        draw.page.set_cropbox(pymupdf.Rect(crop))
    draw.page.set_rotation(rotation)
    first, second = read_pdf(draw.bytes()), read_pdf(draw.bytes(), "pdfplumber")
    assert cells(first) == cells(second)
    assert boxes(first) == [pytest.approx(box, abs=3) for box in boxes(second)]


def test_both_engines_agree_on_marks_and_white_ink() -> None:
    draw = Drawing()
    draw.grid([50, 80, 300], [50, 80])
    draw.page.draw_circle((65, 65), 6)
    draw.text(90, 70, "委託しない")
    draw.text(90, 110, "見えない", color=(1, 1, 1))
    draw.bar(85, 130, 200, 150, fill=(0.2, 0.2, 0.5))
    draw.text(90, 144, "白抜き", color=(1, 1, 1))
    first, second = read_pdf(draw.bytes()), read_pdf(draw.bytes(), "pdfplumber")
    assert [cell[0] for cell in cells(first)] == ["○", "委託しない", "白抜き"]
    assert cells(first) == cells(second)
    assert [fault.code for fault in first.faults] == [fault.code for fault in second.faults] == ["hidden_text"]


def test_a_page_that_the_first_engine_reads_badly_is_read_by_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Drawing()
    draw.text(50, 60, "第一の文")
    draw.turn_page()
    draw.grid([50, 150, 300], [50, 80, 110])
    draw.text(60, 70, "第二の文")
    data = draw.bytes()
    bad = Health(open=0.0, loose=0.0, unmapped=0.9)
    readings = iter([Health(0.0, 0.0, 0.0), bad, Health(0.0, 0.0, 0.0), bad])
    monkeypatch.setattr("extract.pdf.pages.health", lambda *_: next(readings))
    sheet = read_pdf(data)
    assert [row.text for row in sheet.rows] == ["第一の文", "第二の文\t", "\t"]
    (fault,) = sheet.faults
    assert (fault.code, fault.place.page) == ("second_engine", 2)
    assert fault.message.endswith("90% of its characters have no known meaning")
    assert sheet.reader.startswith("pymupdf ")


def lettered(*codes: str) -> Drawing:
    """Return a page that says ABCD, whose font says that the letters mean these codes."""
    draw = Drawing()
    draw.page.insert_text((50, 60), "ABCD", fontname="helv")
    xref = draw.page.get_fonts()[0][0]
    pairs = " ".join(f"<{letter:x}> <{code}>" for letter, code in zip(b"ABCD", codes, strict=True))
    cmap = f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n4 beginbfchar {pairs} endbfchar endcmap end end"
    stream = draw.document.get_new_xref()
    draw.document.update_object(stream, "<<>>")
    draw.document.update_stream(stream, cmap.encode())
    draw.document.xref_set_key(xref, "ToUnicode", f"{stream} 0 R")
    return draw


def test_the_second_engine_gives_the_middle_dot_that_a_font_names_otherwise() -> None:
    draw = lettered("6f22", "2027", "5b57", "30fb")
    assert [row.text for row in read_pdf(draw.bytes(), "pdfplumber").rows] == ["漢・字・"]


def test_glyphs_that_neither_engine_knows_stay_with_the_first() -> None:
    draw = lettered("e000", "e001", "e002", "e003")
    assert [fault.code for fault in draw.read().faults] == ["unmapped_characters"]


def test_the_second_engine_tells_pictures_too() -> None:
    draw = Drawing()
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 40, 40))
    draw.page.insert_image((50, 50, 250, 250), pixmap=pixmap)
    with pytest.raises(NeedsOcr):
        read_pdf(draw.bytes(), "pdfplumber", recognise=False)


def test_reading_well_loads_neither_the_second_engine_nor_a_model(tmp_path: Path) -> None:
    draw = Drawing()
    draw.text(50, 60, "本文")
    path = tmp_path / "one.pdf"
    path.write_bytes(draw.bytes())
    heavy = "pdfplumber pdfminer onnxruntime rapidocr torch numpy cv2 pymupdf.layout pymupdf4llm".split()
    code = f"import sys\nfrom extract.pdf import read_pdf\nread_pdf(open({str(path)!r}, 'rb').read())\nprint([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def clipped(draw: Drawing, x0: float, y0: float, x1: float, y1: float) -> None:
    """Clip all that was drawn to a box, as spreadsheets do with a cell or a page."""
    height = draw.size[1]
    draw.page.clean_contents()
    xref = draw.page.get_contents()[0]
    clip = f"q {x0} {height - y1} {x1 - x0} {y1 - y0} re W n\n".encode()
    draw.document.update_stream(xref, clip + draw.document.xref_stream(xref) + b"\nQ")


@pytest.mark.parametrize("engine", ["pymupdf", "pdfplumber"])
def test_what_a_clipping_path_hides_is_not_read(engine: EngineName) -> None:
    draw = Drawing()
    draw.grid([100, 200, 300], [100, 130, 160, 190])  # the last row would stand below the end of the page
    for x, y, text in ((110, 120, "甲"), (210, 120, "乙"), (110, 150, "丙"), (110, 180, "丁はみ出し")):
        draw.text(x, y, text)
    clipped(draw, 90, 90, 310, 160)
    draw.text(110, 220, "後の文")  # clipped by nothing
    sheet = read_pdf(draw.bytes(), engine)
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == [["甲", "乙"], ["丙", ""], ["後の文"]]


def test_a_clipping_path_within_another_narrows_it_and_ends_with_its_state() -> None:
    draw = Drawing()
    for y, text in ((120, "外"), (150, "内"), (180, "下")):
        draw.text(110, y, text)
    clipped(draw, 90, 135, 310, 200)
    clipped(draw, 90, 90, 310, 160)
    assert [row.text for row in read_pdf(draw.bytes(), "pdfplumber").rows] == ["内"]
