"""Pages whose Type 3 glyphs draw nothing are read as they would be with their drawings."""

from __future__ import annotations

from base64 import a85encode
from contextlib import closing
from pathlib import Path

import pytest

from extract.pdf import read_pdf
from extract.pdf.content import contents_of
from extract.pdf.engine import open_pdf
from extract.pdf.light import Light
from extract.pdf.mupdf import read_ink
from extract.pdf.runs import Fonts
from extract.sheet import Fault

PRINTED = Path(__file__).parents[2] / "forms" / "printed"

GLYPH = b"1000 0 0 0 1000 1000 d1\n0 0 1000 1000 re f"
"""A square that fills its em."""

NAMED = b"""/CIDInit /ProcSet findresource begin 1 begincodespacerange <00> <FF> endcodespacerange
3 beginbfchar <61> <7532> <62> <4E59> <63> <4E19> endbfchar end"""
"""The codes a, b and c mean 甲, 乙 and 丙."""


def type3(contents: bytes, *, subtype: bytes = b"Type3", more: bytes = b"", packed: bytes = b"") -> bytes:
    """A page of 200 × 200 points with a font F whose characters are a, b and c."""
    glyph = b"<< /Length %d >> stream\n%b\nendstream" % (len(GLYPH), GLYPH)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % more,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /%b /BaseFont /F /FontMatrix [.001 0 0 .001 0 0] /FontBBox [0 0 1000 1000] /FirstChar 97 "
        b"/LastChar 99 /Widths [1000 1000 1000] /Encoding << /Differences [97 /a /b /c] >> /ToUnicode 7 0 R "
        b"/CharProcs << /a 6 0 R /b 6 0 R /c 6 0 R >> >>" % subtype,
        b"<< /Length %d %b >> stream\n%b\nendstream" % (len(contents), packed, contents),
        glyph,
        b"<< /Length %d >> stream\n%b\nendstream" % (len(NAMED), NAMED),
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n"


def is_light(data: bytes) -> bool:
    """Whether the first page is read from a copy whose glyphs draw nothing."""
    with closing(open_pdf(data)) as document:
        light = Light.of(document, data)
        if light is None:
            return False
        with closing(light):
            _, contents = contents_of(document, document.load_page(0))
            return light.page(1, contents) is not None


def text_of(data: bytes) -> list[str]:
    return [row.text for row in read_pdf(data).rows]


def test_the_text_of_a_window_is_read_from_its_edge_on() -> None:
    data = type3(b"q 20.3333 90 30 20 re W* n BT /F 10 Tf 20.3333 95 Td (abc) Tj ET Q")
    assert is_light(data)
    assert text_of(data) == ["甲乙丙"]


def test_text_outside_of_a_window_is_not_there() -> None:
    data = type3(b"q 20 90 20 20 re W n BT /F 10 Tf 20 95 Td (abc) Tj 0 40 Td (abc) Tj ET Q")
    assert is_light(data)
    assert text_of(data) == ["甲乙"]


def test_windows_that_are_drawn_backwards_are_made_wider_too() -> None:
    data = type3(b"q 50.3333 110 -30 -20 re W n BT /F 10 Tf 20.3333 95 Td (abc) Tj ET Q")
    assert is_light(data)
    assert text_of(data) == ["甲乙丙"]


@pytest.mark.parametrize(
    "window",
    [
        b"20 90 m 50 90 l 50 110 l 20 110 l h W n",
        b"0 0 5 5 re 20 90 30 20 re W n",
        b"20 90 30 20 re W n /X Do",
        b"20 90 30 20 re W n /X\nDo",
    ],
)
def test_pages_with_other_windows_are_read_with_their_glyphs(window: bytes) -> None:
    data = type3(b"q " + window + b" BT /F 10 Tf 20 95 Td (abc) Tj ET Q")
    assert not is_light(data)
    assert text_of(data) == ["甲乙丙"]


def test_a_page_packed_in_a_way_that_only_the_engine_knows_is_read() -> None:
    contents = a85encode(b"q 20 90 30 20 re W n BT /F 10 Tf 20 95 Td (abc) Tj ET Q") + b"~>"
    assert text_of(type3(contents, packed=b"/Filter /ASCII85Decode")) == ["甲乙丙"]


def test_files_without_such_fonts_are_not_opened_twice() -> None:
    contents = b"BT /F 10 Tf 20 95 Td (abc) Tj ET"
    assert is_light(type3(contents))
    assert not is_light(type3(contents, subtype=b"Type1"))
    assert not is_light(type3(contents, more=b"/AcroForm << /Fields [3 0 R] >>"))


@pytest.mark.parametrize("name", ["b02_web", "p02_web"])
def test_prints_of_a_browser_are_read_as_they_are_with_their_glyphs(name: str) -> None:
    data = (PRINTED / f"{name}.pdf").read_bytes()
    with closing(open_pdf(data)) as document:
        light = Light.of(document, data)
        assert light is not None
        with closing(light), closing(open_pdf(data)) as whole:
            for number in range(1, document.page_count + 1):
                first = read_ink(document, number, Fonts(), light)
                second = read_ink(whole, number, Fonts())
                assert not isinstance(first, Fault)
                assert not isinstance(second, Fault)
                assert [run.text for run in first.runs] == [run.text for run in second.runs]
                for one, other in zip(first.runs, second.runs, strict=True):
                    assert one.box == pytest.approx(other.box, abs=0.01)
                for rule, same in zip(first.rules, second.rules, strict=True):
                    assert rule == pytest.approx(same, abs=0.01)
