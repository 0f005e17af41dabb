"""Two pages of the made-up 基礎項目評価書, scanned: askew by 0.9 degrees either way, soft, noisy, dusty (worn.pdf)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from extract.errors import NeedsOcr
from extract.pdf import read_pdf
from extract.scan.recogniser import recogniser
from extract.sheet import Place, Sheet
from parsers.parse import parse
from parsers.records import Assessment, Choice, Document, Issue, Item

SCAN = Path(__file__).with_name("worn.pdf")
PROJECT = Path(__file__).parents[3]
PRINT = PROJECT / "data/samples/01_kiso_juminzei.pdf"


@pytest.fixture(scope="session")
def scan() -> Sheet:
    return read_pdf(SCAN.read_bytes())


def test_cells_are_read_as_printed(scan: Sheet) -> None:
    tables = [[cell.text.split("\n") for cell in row.cells] for row in scan.rows if row.table is not None]
    assert tables[:3] == [
        [["評価書番号"], ["評価書名"]],
        [["3"], ["個人住民税に関する事務基礎項目評価書"]],
        [["個人のプライバシー等の権利利益の保護の宣言"]],
    ]
    assert (
        tables[3][0][2] == "事故を招かないための手立てを尽くすことによって、市民の権利利益を守ることをここに宣言する。"
    )
    assert [["評価実施機関名"]] in tables
    assert [["令和7年3月28日"]] in tables
    answer = next(row for row in tables if row[0] == ["評価対象の事務の対象人数は何人か"])[1]
    assert "".join(answer[0].split()) == "[1万人以上10万人未満]<選択肢>"


def test_text_around_tables_and_page_numbers_are_read(scan: Sheet) -> None:
    prose = [row.text for row in scan.rows if row.table is None]
    assert prose[0] == "特定個人情報保護評価書(基礎項目評価書)"
    assert "しきい値判断項目" in "".join(prose)


def test_a_place_is_that_of_the_page_as_displayed(scan: Sheet) -> None:
    """The box of a line holds its ink on the askew page, and hardly any paper above and below."""
    page = pymupdf.open(SCAN)[0]
    (line,) = [line for row in scan.rows for line in row.lines() if line.text == "架空県萌葉市長"]
    assert line.place.page == 1
    assert line.place.box is not None
    pixmap = page.get_pixmap(dpi=144, colorspace=pymupdf.csGRAY)
    grey = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width)
    x0, y0, x1, y1 = (
        round(2 * side) for side in (line.place.box.x0, line.place.box.y0, line.place.box.x1, line.place.box.y1)
    )
    inked = np.nonzero((grey[y0 - 6 : y1 + 6, x0:x1] < 120).any(axis=1))[0]
    assert inked.min() == pytest.approx(6, abs=3)
    assert inked.max() == pytest.approx(6 + y1 - y0, abs=3)


@pytest.mark.parametrize(
    ("rotation", "shown"),
    [(90, (780, 38, 794, 154)), (180, (441, 780, 557, 794)), (270, (48, 441, 62, 557))],
    ids=["on its side", "upside down", "on its other side"],
)
def test_a_page_that_lies_otherwise_is_read_the_right_way_up(
    scan: Sheet, rotation: int, shown: tuple[int, int, int, int]
) -> None:
    """The scan's second page, turned: the same rows. Its heading stands at (38, 48, 154, 62) of 595 × 842 upright."""
    with pymupdf.open(SCAN) as turned:
        turned.select([1])
        turned[0].set_rotation(rotation)
        sheet = read_pdf(turned.tobytes())
    assert [row.text for row in sheet.rows] == [row.text for row in scan.rows if row.place.page == 2]
    (heading,) = [line for row in sheet.rows for line in row.lines() if line.text == "Ⅱしきい値判断項目"]
    box = heading.place.box
    assert box is not None
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(shown, abs=1.5)


def test_every_line_says_that_it_was_recognised(scan: Sheet) -> None:
    assert all(line.recognised for row in scan.rows for line in row.lines())
    assert [fault.place for fault in scan.faults if fault.code == "text_recognised"] == [Place(page=1), Place(page=2)]


def test_no_value_from_a_picture_is_more_than_inferred(scan: Sheet) -> None:
    records = parse(scan, "0" * 16)
    (document,) = [record for record in records if isinstance(record, Document)]
    assert document.document_type == "assessment_basic"
    items = {item.key: item for item in records if isinstance(item, Item)}
    assert {item.status for item in items.values()} <= {"inferred", "blank", "absent", "unreadable"}
    (assessment,) = [record for record in records if isinstance(record, Assessment)]
    assert str(assessment.published_on) == "2025-03-28"
    assert assessment.subjects == "1万人以上10万人未満"
    assert assessment.handlers == "500人未満"
    inferred = {item.no for item in items.values() if item.status == "inferred"}
    told = {issue.item_no for issue in records if isinstance(issue, Issue) and issue.code == "item_inferred"}
    assert inferred
    assert inferred <= told
    assert any(choice.selected for choice in records if isinstance(choice, Choice))


def test_the_same_picture_reads_the_same() -> None:
    """A line reads the same whatever was read before it: nothing is batched, one thread computes."""
    picture = np.full((40, 300), 255, np.uint8)
    picture[8:32:6, 20:280] = 0
    first = recogniser().glyphs(picture)
    recogniser().glyphs(picture[:, :120])
    assert recogniser().glyphs(picture) == first


def test_without_recognition_a_scan_is_named_and_the_remedy_says_how() -> None:
    with pytest.raises(NeedsOcr) as caught:
        read_pdf(SCAN.read_bytes(), recognise=False)
    assert 'pip install "hyokasho[ocr]"' in caught.value.remedy


def test_only_pages_without_text_are_recognised() -> None:
    """A text page, then the same page as a picture: the first is read from its text layer."""
    with pymupdf.open() as mixed, pymupdf.open(PRINT) as printed, pymupdf.open(SCAN) as scanned:
        mixed.insert_pdf(printed, from_page=0, to_page=0)
        mixed.insert_pdf(scanned, from_page=1, to_page=1)
        sheet = read_pdf(mixed.tobytes())
    assert {row.place.page: all(line.recognised for line in row.lines()) for row in sheet.rows} == {1: False, 2: True}
    assert [fault.place for fault in sheet.faults if fault.code == "text_recognised"] == [Place(page=2)]


def test_a_file_with_text_loads_no_model() -> None:
    code = (
        "import sys; from extract.read import read;"
        "read(open(sys.argv[1], 'rb').read(), 'x.pdf');"
        "sys.exit(bool({'onnxruntime', 'cv2', 'numpy', 'rapidocr'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(PRINT)], check=False).returncode == 0
