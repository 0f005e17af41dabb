"""Files made to stop a run: each ends soon, in little memory, with an error of ours or with what can be read."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pymupdf
import pytest
from drawn import Drawing

from extract.errors import DamagedPdf, Empty, SourceError, TooLarge
from extract.pdf import read_pdf

CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def written(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, source in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, source)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(packed: bytes, filters: bytes = b"/FlateDecode", keys: bytes = b"") -> bytes:
    head = b"<< /Length %d /Filter %s %s >>" % (len(packed), filters, keys)
    return head + b"\nstream\n" + packed + b"\nendstream"


def page(forms: bytes = b"") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << %s >> >> >>" % forms  # fmt: skip


def form(contents: bytes, inner: bytes = b"") -> bytes:
    keys = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << %s >> >>" % inner
    return stream(zlib.compress(contents), keys=keys)


def inflating(total: int) -> bytes:
    """A deflated stream of spaces: behind a full flush the same block packs into the same bytes."""
    packer, block = zlib.compressobj(9), b" " * (1 << 20)
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * ((total >> 20) - 1)


@pytest.mark.parametrize("filters", [b"/FlateDecode", b"[/FlateDecode /FlateDecode]", b"[/Fl /LZWDecode]"])
def test_a_file_that_inflates_past_a_gigabyte_is_too_large(filters: bytes) -> None:
    packed = inflating(1100 << 20)
    if filters.count(b"Flate") == 2:
        packed = zlib.compress(packed)
    assert len(packed) < 1_500_000
    with pytest.raises(TooLarge):
        read_pdf(written([CATALOG, PAGES, page(), stream(packed, filters)]))


def test_a_form_that_draws_itself_is_drawn_once() -> None:
    objects = [CATALOG, PAGES, page(b"/F 5 0 R"), stream(zlib.compress(b"/F Do")), form(b"/F Do", b"/F 5 0 R")]
    with pytest.raises(Empty):
        read_pdf(written(objects))


def test_forms_that_draw_forms_count_as_often_as_they_are_drawn() -> None:
    depth = 40
    tree = [form(b"/F Do /F Do", b"/F %d 0 R" % (6 + number)) for number in range(depth)]
    objects = [CATALOG, PAGES, page(b"/F 5 0 R"), stream(zlib.compress(b"/F Do")), *tree, form(b"10 10 5 5 re f")]
    with pytest.raises(TooLarge):
        read_pdf(written(objects))


def test_pages_that_are_their_own_parents_are_damaged() -> None:
    objects = [CATALOG, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", page(), stream(zlib.compress(b""))]
    with pytest.raises(DamagedPdf):
        read_pdf(written(objects))


@pytest.mark.parametrize("count", [b"10000", b"1000000000", b"-1"])
def test_a_number_of_pages_that_is_not_true_ends_soon(count: bytes) -> None:
    objects = [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count %s >>" % count, page(), stream(zlib.compress(b""))]
    with pytest.raises(SourceError):
        read_pdf(written(objects))


def test_ten_thousand_pages_are_too_large() -> None:
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(10_000))
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    objects = [CATALOG, b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % kids, b"null", *[leaf] * 10_000]
    with pytest.raises(TooLarge, match="10,000 pages"):
        read_pdf(written(objects))


def test_a_page_of_ten_metres_is_read() -> None:
    draw = Drawing(28_346, 28_346)
    draw.grid([50, 10_000, 28_000], [50, 14_000])
    draw.text(60, 13_000, "広い頁")
    assert draw.read().rows[0].cells[0].text == "広い頁"


def test_embedded_files_and_launch_actions_are_left_alone() -> None:
    draw = Drawing()
    draw.text(50, 60, "本文")
    draw.document.embfile_add("evil.exe", b"MZ" * 1000)
    action = draw.document.get_new_xref()
    draw.document.update_object(action, "<< /S /Launch /F (/bin/false) /Next << /S /URI /URI (http://localhost/) >> >>")
    draw.document.xref_set_key(draw.document.pdf_catalog(), "OpenAction", f"{action} 0 R")
    sheet = draw.read()
    assert [row.text for row in sheet.rows] == ["本文"]
    assert sheet.faults == ()


def test_encrypted_for_both_engines() -> None:
    draw = Drawing()
    draw.text(50, 60, "本文")
    locked = draw.document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="主", permissions=0)
    assert [row.text for row in read_pdf(locked, "pdfplumber").rows] == ["本文"]


@pytest.mark.parametrize("corner", [b"842 /X", b"(842)", b"null"])
def test_a_page_without_a_size_is_left_by_the_second_engine(corner: bytes) -> None:
    sized = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 %s] /Contents 4 0 R /Resources << >> >>" % corner
    data = written([CATALOG, PAGES, sized, stream(zlib.compress(b"0 0 m"))])
    with pytest.raises((DamagedPdf, Empty)):
        read_pdf(data, "pdfplumber")


def with_font(keys: bytes, below: bytes, mapping: bytes) -> bytes:
    """A page that shows 評価 in a font without a file; `keys` and `below` are more of the font and of its glyphs."""
    contents = b"BT /J 10 Tf 50 780 Td <" + "評価".encode("utf-16-be").hex().encode() + b"> Tj ET"
    glyphs = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /DW 1000 %s /CIDSystemInfo << /Registry (Adobe)"
        b" /Ordering (Japan1) /Supplement 6 >> /FontDescriptor << /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4"
        b" /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>" % below
    )
    resources = b"/Resources << /Font << /J 5 0 R >> >>"
    return written(
        [
            CATALOG,
            PAGES,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % resources,
            stream(zlib.compress(contents)),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /UniJIS-UCS2-H /DescendantFonts [6 0 R] %s >>"
            % keys,
            glyphs,
            stream(zlib.compress(mapping)),
        ]
    )


MAPPING = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange %s endbfrange endcmap end"
)


@pytest.mark.parametrize(
    ("keys", "below", "mapping"),
    [
        (b"/ToUnicode 7 0 R", b"", MAPPING % b"<00000000> <FFFFFFFF> <00000000>"),
        (b"/ToUnicode 7 0 R", b"", MAPPING % (b"<0000> <FFFF> <0000> " * 5)),
        (b"", b"/W [0 4294967295 1000]", b""),
    ],
    ids=["a range of all codes", "many ranges", "widths of all glyphs"],
)
def test_a_font_that_claims_too_much_is_left_by_the_second_engine(keys: bytes, below: bytes, mapping: bytes) -> None:
    data = with_font(keys, below, mapping)
    with pytest.raises(DamagedPdf):
        read_pdf(data, "pdfplumber")
    assert "page_damaged" not in {fault.code for fault in read_pdf(data).faults}


def test_a_font_that_maps_all_it_may_is_read_by_the_second_engine() -> None:
    data = with_font(b"/ToUnicode 7 0 R", b"/W [1 65535 1000]", MAPPING % b"<0000> <FFFF> <0000>")
    assert [row.text for row in read_pdf(data, "pdfplumber").rows] != []
