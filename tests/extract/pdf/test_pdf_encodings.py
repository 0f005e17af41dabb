"""Fonts that name their characters by a predefined CMap alone, without ToUnicode and without being embedded."""

from __future__ import annotations

import pytest
from drawn import Drawing

from extract.pdf import EngineName, read_pdf

TEXT = "評価書番号①ｱ・民長"


def printed(cmap: str, codes: bytes) -> bytes:
    """Return a page that shows codes in a Japanese font of the encoding `cmap`."""
    draw = Drawing()
    document = draw.document
    font, below, contents = (document.get_new_xref() for _ in range(3))
    document.update_object(
        below,
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4/FontBBox[0 -120 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>",
    )
    document.update_object(
        font, f"<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/{cmap}/DescendantFonts[{below} 0 R]>>"
    )
    document.update_object(contents, "<<>>")
    document.update_stream(contents, b"BT /J 10 Tf 50 780 Td <" + codes.hex().encode() + b"> Tj ET")
    document.xref_set_key(draw.page.xref, "Resources", f"<</Font<</J {font} 0 R>>>>")
    document.xref_set_key(draw.page.xref, "Contents", f"{contents} 0 R")
    return draw.bytes()


@pytest.mark.parametrize("engine", ["pymupdf", "pdfplumber"])
@pytest.mark.parametrize(
    ("cmap", "encoding"),
    [("90ms-RKSJ-H", "cp932"), ("EUC-H", "euc_jp"), ("UniJIS-UCS2-H", "utf-16-be"), ("UniJIS-UTF16-H", "utf-16-be")],
)
def test_a_predefined_encoding_tells_the_characters(cmap: str, encoding: str, engine: EngineName) -> None:
    text = TEXT if encoding != "euc_jp" else TEXT.replace("①", "")
    (row,) = read_pdf(printed(cmap, text.encode(encoding)), engine).rows
    assert row.text == text
