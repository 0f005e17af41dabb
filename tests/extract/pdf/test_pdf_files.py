"""Files as they come: damaged, locked, disguised, oversized."""

from __future__ import annotations

import pymupdf
import pytest
from drawn import Drawing

from extract.errors import DamagedPdf, Empty, Encrypted, NeedsOcr, NotAPdf, NoText, SourceError, TooLarge
from extract.pdf import read_pdf
from extract.sheet import Place


@pytest.fixture
def three_pages() -> bytes:
    draw = Drawing()
    draw.text(50, 60, "一頁")
    draw.turn_page()
    draw.text(50, 60, "二頁")
    draw.turn_page()
    draw.text(50, 60, "三頁")
    return draw.bytes()


def picture(draw: Drawing) -> None:
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 40, 40))
    pixmap.clear_with(120)
    draw.page.insert_image((50, 50, 250, 250), pixmap=pixmap)


def test_a_sheet_says_what_read_it(three_pages: bytes) -> None:
    sheet = read_pdf(three_pages)
    assert (sheet.media_type, sheet.pages, sheet.encoding, sheet.length) == ("application/pdf", 3, None, None)
    assert sheet.reader == f"pymupdf {pymupdf.VersionBind}"
    assert [(row.text, row.place.page) for row in sheet.rows] == [("一頁", 1), ("二頁", 2), ("三頁", 3)]
    assert sheet.faults == ()


def test_bytes_before_the_header_are_allowed_up_to_its_limit(three_pages: bytes) -> None:
    assert read_pdf(b"\n" * 1000 + three_pages).pages == 3
    with pytest.raises(NotAPdf):
        read_pdf(b"\n" * 1024 + three_pages)


@pytest.mark.parametrize("data", [b"", b" \r\n\t"])
def test_nothing_is_empty(data: bytes) -> None:
    with pytest.raises(Empty):
        read_pdf(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>",
        "お探しのページは見つかりません。".encode(),
        b"PK\x03\x04" + bytes(200),
        b"\x89PNG\r\n\x1a\n" + bytes(2000),
    ],
)
def test_other_files_named_pdf_are_told(data: bytes) -> None:
    with pytest.raises(NotAPdf):
        read_pdf(data)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"<html>%PDF-1.4</html>", b"%PDF-1.7\n" + bytes(5000)]
)
def test_a_header_alone_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedPdf):
        read_pdf(data)


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.5])
def test_a_download_cut_off_early_is_damaged(three_pages: bytes, share: float) -> None:
    with pytest.raises(DamagedPdf):
        read_pdf(three_pages[: int(len(three_pages) * share)])


def test_what_is_left_of_a_file_cut_off_late_is_read_and_reported(
    three_pages: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    sheet = read_pdf(three_pages[:-200])
    assert sheet.faults[0].code == "repaired_file"
    assert sheet.rows[0].text == "一頁"
    assert capfd.readouterr() == ("", "")


def test_a_page_whose_contents_are_broken_is_reported_and_the_others_are_read(
    capfd: pytest.CaptureFixture[str],
) -> None:
    draw = Drawing()
    draw.text(50, 60, "残る頁")
    draw.turn_page()
    draw.text(50, 60, "壊れる頁")
    xref = draw.page.get_contents()[0]
    draw.document.update_stream(xref, b"no deflated bytes", compress=False)
    draw.document.xref_set_key(xref, "Filter", "/FlateDecode")
    sheet = read_pdf(draw.document.tobytes())
    assert [row.text for row in sheet.rows] == ["残る頁"]
    assert [(fault.code, fault.place) for fault in sheet.faults] == [("page_damaged", Place(page=2))]
    assert capfd.readouterr() == ("", "")


def test_a_password_is_asked_for(three_pages: bytes) -> None:
    document = pymupdf.open(stream=three_pages, filetype="pdf")
    locked = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="開", owner_pw="主")
    with pytest.raises(Encrypted):
        read_pdf(locked)


def test_a_password_for_changes_only_does_not_keep_from_reading(three_pages: bytes) -> None:
    document = pymupdf.open(stream=three_pages, filetype="pdf")
    guarded = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="主", permissions=0)
    assert [row.text for row in read_pdf(guarded).rows] == ["一頁", "二頁", "三頁"]


def test_pages_of_pictures_need_text_recognition() -> None:
    draw = Drawing()
    picture(draw)
    with pytest.raises(NeedsOcr):
        read_pdf(draw.bytes(), recognise=False)


def test_pictures_without_text_say_so_when_recognised() -> None:
    draw = Drawing()
    picture(draw)
    with pytest.raises(NoText):
        draw.read()


def test_outlines_of_characters_need_text_recognition_too() -> None:
    draw = Drawing()
    draw.page.draw_circle((100, 100), 20)
    with pytest.raises(NeedsOcr):
        read_pdf(draw.bytes(), recognise=False)


def test_a_page_of_pictures_among_pages_of_text_is_reported() -> None:
    draw = Drawing()
    draw.text(50, 60, "一頁")
    draw.turn_page()
    picture(draw)
    draw.turn_page()
    draw.turn_page()
    picture(draw)
    draw.text(50, 60, "図の説明")
    sheet = draw.read()
    assert [row.text for row in sheet.rows] == ["一頁", "図の説明"]
    assert [(fault.code, fault.place) for fault in sheet.faults] == [("page_without_text", Place(page=2))]
    assert sheet.pages == 4


def test_blank_pages_are_empty() -> None:
    with pytest.raises(Empty):
        Drawing().read()


def test_more_pages_than_any_paper_are_too_large(three_pages: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.pdf.engine.MAX_PAGES", 2)
    with pytest.raises(TooLarge, match="3 pages"):
        read_pdf(three_pages)


def overload(draw: Drawing, contents: bytes) -> None:
    draw.document.update_stream(draw.page.get_contents()[0], contents)


def test_a_page_with_endless_drawing_instructions_is_left_out() -> None:
    draw = Drawing()
    draw.text(50, 60, "一頁")
    draw.turn_page()
    draw.text(50, 60, "二頁")
    overload(draw, b"10 10 1 1 re f\n" * 300_000)
    sheet = draw.read()
    assert [row.text for row in sheet.rows] == ["一頁"]
    assert [(fault.code, fault.place) for fault in sheet.faults] == [("page_too_complex", Place(page=2))]


def test_a_page_with_endless_text_is_left_out_and_a_file_of_such_pages_too_large() -> None:
    draw = Drawing()
    draw.page.insert_text((50, 60), "x", fontname="helv")
    overload(draw, b"BT /helv 8 Tf 10 10 Td (" + b"x" * 100 + b") Tj ET\n" + (b"BT /helv 8 Tf 10 10 Td (" + b"x" * 60 + b") Tj ET\n") * 1_700)  # fmt: skip
    with pytest.raises(TooLarge):
        draw.read()


def test_scripts_in_a_file_are_not_run() -> None:
    draw = Drawing()
    draw.text(50, 60, "本文")
    script = draw.document.get_new_xref()
    draw.document.update_object(
        script, "<< /S /JavaScript /JS (this.getField('x').value = 'changed'; app.alert('x')) >>"
    )
    draw.document.xref_set_key(draw.document.pdf_catalog(), "OpenAction", f"{script} 0 R")
    assert [row.text for row in draw.read().rows] == ["本文"]


def test_single_flipped_bytes_give_rows_or_one_of_our_errors(three_pages: bytes) -> None:
    for place in range(0, len(three_pages), 29):
        damaged = bytearray(three_pages)
        damaged[place] ^= 0x55
        try:
            sheet = read_pdf(bytes(damaged))
        except SourceError:
            continue
        assert sheet.pages is not None
        assert all(row.place.page in range(1, sheet.pages + 1) for row in sheet.rows)
