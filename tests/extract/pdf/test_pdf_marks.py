"""Marks that are no text: drawn circles, ticks and squares, and the fields of fillable forms."""

from __future__ import annotations

from dataclasses import astuple

import pymupdf
import pytest
from drawn import Drawing

from extract.pdf import read_pdf

CHECKED, BLANK, ON, OFF = "☑", "☐", "⦿", "⚪"


def test_a_circle_drawn_in_brackets_is_a_mark_in_the_line() -> None:
    draw = Drawing()
    draw.grid([50, 300], [50, 80])
    draw.text(55, 70, "[")
    draw.page.draw_circle((68, 66), 4.5)
    draw.text(78, 70, "] 紙")
    draw.text(120, 70, "[")
    draw.text(140, 70, "] 電子メール")
    (row,) = draw.read().rows
    assert row.text == "[○ ] 紙 [ ] 電子メール"


def test_a_circle_alone_in_a_cell_is_its_text_with_its_box() -> None:
    draw = Drawing()
    draw.grid([50, 80, 200], [50, 80])
    draw.page.draw_circle((65, 65), 6)
    draw.text(90, 70, "委託しない")
    mark, label = draw.read().rows[0].cells
    assert (mark.text, label.text) == ("○", "委託しない")
    assert astuple(mark.lines[0].place.box) == pytest.approx((59, 59, 71, 71), abs=0.6)


def test_a_circle_around_a_word_stands_before_it() -> None:
    draw = Drawing()
    draw.grid([50, 200], [50, 80])
    draw.text(60, 70, "事前")
    draw.page.draw_oval((56, 58, 84, 75))
    draw.text(100, 70, "事後")
    assert draw.read().rows[0].text == "○事前 事後"


def test_ticks_and_crosses_are_marks_and_other_strokes_are_not() -> None:
    draw = Drawing()
    for y, label in ((70, "甲"), (100, "乙"), (130, "丙")):
        draw.text(70, y, label)
    draw.page.draw_polyline([(52, 65), (55, 69), (62, 59)])
    draw.page.draw_line((52, 90), (61, 99))
    draw.page.draw_line((61, 90), (52, 99))
    draw.page.draw_polyline([(52, 129), (56, 120), (61, 129)])  # a caret
    assert [row.text for row in draw.read().rows] == ["✓ 甲", "× 乙", "丙"]


def test_small_squares_are_boxes_ticked_or_blank() -> None:
    draw = Drawing()
    for y, label in ((70, "甲"), (100, "乙"), (130, "丙")):
        draw.box(50, y - 9, 60, y + 1)
        draw.text(64, y, label)
    draw.page.draw_polyline([(52, 65), (55, 69), (59, 62)])
    draw.text(51, 129, "印", size=8)
    assert [row.text for row in draw.read().rows] == [f"{CHECKED}甲", "□乙", "印 丙"]


def test_a_filled_circle_in_a_circle_is_a_button_that_is_on() -> None:
    draw = Drawing()
    draw.text(66, 70, "はい")
    draw.page.draw_circle((58, 66), 4.5)
    draw.page.draw_circle((58, 66), 2.2, color=None, fill=(0, 0, 0))
    draw.text(126, 70, "いいえ")
    draw.page.draw_circle((118, 66), 4.5)
    assert [row.text for row in draw.read().rows] == [f"{ON}はい ○いいえ"]


def test_shapes_beside_no_text_are_pictures() -> None:
    draw = Drawing()
    draw.text(50, 60, "本文")
    draw.page.draw_circle((300, 400), 8)
    assert [row.text for row in draw.read().rows] == ["本文"]


# ── fields ──

TICK = b"q BT /ZaDb 10 Tf 2 2 Td (4) Tj ET Q"


class Form(Drawing):
    """A PDF with fields, written object by object: the states are those the test asks for, whatever the values say."""

    def object(self, source: str, stream: bytes | None = None) -> int:
        xref = self.document.get_new_xref()
        self.document.update_object(xref, source)
        if stream is not None:
            self.document.update_stream(xref, stream)
        return xref

    def appearance(self, content: bytes) -> int:
        fonts = "/Font << /ZaDb << /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >> >>"
        return self.object(f"<< /Type /XObject /Subtype /Form /BBox [0 0 12 12] /Resources << {fonts} >> >>", content)

    def field(self, x: float, y: float, width: float, source: str) -> None:
        """Add a field whose upper left corner is at (x, y), 12 points high."""
        rect = f"[{x} {842 - y - 12} {x + width} {842 - y}]"
        widget = f"<< /Type /Annot /Subtype /Widget /T (f{y}_{x}) /Rect {rect} /P {self.page.xref} 0 R {source} >>"
        self.widgets = [*getattr(self, "widgets", []), f"{self.object(widget)} 0 R"]
        self.document.xref_set_key(self.page.xref, "Annots", f"[{' '.join(self.widgets)}]")
        form = f"<< /Fields [{' '.join(self.widgets)}] /DA (/Helv 10 Tf) >>"
        self.document.xref_set_key(self.document.pdf_catalog(), "AcroForm", form)

    def button(self, x: float, y: float, state: str, source: str = "") -> None:
        looks = f"/AP << /N << /Yes {self.appearance(TICK)} 0 R /Off {self.appearance(b'')} 0 R >> >>"
        self.field(x, y, 12, f"/FT /Btn {looks} {state} {source}")


@pytest.mark.parametrize(
    ("state", "source", "expected"),
    [
        ("/AS /Yes", "", CHECKED),
        ("/AS /Off", "", BLANK),
        ("/AS /Yes", "/V /Off", CHECKED),  # the appearance is what a reader sees
        ("/AS /Off", "/V /Yes", BLANK),
        ("", "/V /Yes", CHECKED),
        ("", "", BLANK),
        ("/AS /Yes", "/Ff 32768", ON),
        ("/AS /Off", "/Ff 32768", OFF),
    ],
)
def test_a_button_is_one_character_by_its_appearance_state(state: str, source: str, expected: str) -> None:
    form = Form()
    form.button(50, 52, state, source)
    form.text(66, 62, "紙")
    (row,) = form.read().rows
    assert row.text == f"{expected}紙"


def test_a_hidden_field_is_not_there() -> None:
    form = Form()
    form.button(50, 52, "/AS /Yes", "/F 2")
    form.text(66, 62, "紙")
    assert form.read().rows[0].text.endswith("紙")
    assert CHECKED not in form.read().rows[0].text


def test_a_text_field_is_read_once_by_its_appearance_or_its_value() -> None:
    form = Form()
    form.text(50, 62, "件数")
    form.field(80, 52, 100, "/FT /Tx /V (65) /DA (/Helv 10 Tf) /F 4")  # the engine draws what has no appearance
    form.text(50, 92, "氏名")
    empty = form.appearance(b"")
    form.field(80, 82, 100, f"/FT /Tx /V <FEFF7532> /DA (/Helv 10 Tf) /F 4 /AP << /N {empty} 0 R >>")
    assert ["".join(row.text.split()) for row in form.read().rows] == ["件数65", "氏名甲"]


def test_the_box_of_a_field_turns_with_its_page() -> None:
    form = Form()
    form.button(50, 52, "/AS /Yes")
    form.text(66, 62, "紙")
    form.page.set_rotation(90)
    data = form.bytes()
    lines = [line for row in read_pdf(data).rows for line in row.lines() if CHECKED in line.text]
    # (x, y) is shown at (842 - y, x).
    assert astuple(lines[0].place.box)[1] == pytest.approx(50, abs=0.5)
    assert pymupdf.open(stream=data, filetype="pdf")[0].rotation == 90
