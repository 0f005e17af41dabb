"""The fields of a fillable form: check boxes, radio buttons and text fields as runs of the page.

A button shows its appearance state; what its value says may lag behind, so the state comes first. A text field shows its
appearance, which is text of the page like any other; its value is read where nothing shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.pdf.engine import Document, Page, Widget
from extract.pdf.ink import Advances, Corners, Run, lies_in
from extract.pdf.marks import mark_run
from extract.sheet import CONTROLS

__all__ = ["with_fields"]

_CHECK_BOX, _RADIO_BUTTON, _TEXTS = 2, 5, {3, 4, 7}
"""Types of fields: two kinds of buttons that can be on; combo boxes, list boxes and text."""

_HIDDEN = 2 | 32
"""Flags of an annotation that is not shown: hidden, no view."""

_OFF = "Off"
"""Name of the state that every button has; all others are on (ISO 32000-1, 12.7.4.2.3)."""

_TYPE = 0.8
"""Share of a line's height that its type takes."""


def with_fields(document: Document, page: Page, runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs of a page with its form's fields among them; what draws a button gives way to one character."""
    kept = list(runs)
    for widget in page.widgets():
        if _flags(document, widget) & _HIDDEN:
            continue
        box = _box(page, widget)
        if widget.field_type in {_CHECK_BOX, _RADIO_BUTTON}:
            kind = "checkbox" if widget.field_type == _CHECK_BOX else "radio"
            kept = [run for run in kept if not lies_in(run.box, box)]
            kept.append(mark_run(CONTROLS[kind, _is_on(document, widget)], box))
        elif widget.field_type in _TEXTS and not any(lies_in(run.box, box) for run in kept):
            kept += _value(str(widget.field_value or ""), box)
    return tuple(kept)


def _flags(document: Document, widget: Widget) -> int:
    kind, value = document.xref_get_key(widget.xref, "F")
    return int(value) if kind == "int" else 0


def _box(page: Page, widget: Widget) -> Corners:
    a, b, c, d, e, f = page.rotation_matrix
    x0, y0, x1, y1 = widget.rect
    xs, ys = (a * x0 + c * y0 + e, a * x1 + c * y1 + e), (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
    return min(xs), min(ys), max(xs), max(ys)


def _is_on(document: Document, widget: Widget) -> bool:
    kind, state = document.xref_get_key(widget.xref, "AS")
    if kind == "name":
        return state.removeprefix("/") != _OFF
    return widget.field_value not in {None, "", False, _OFF}


def _value(value: str, box: Corners) -> Iterator[Run]:
    """Yield the lines of a value, spread over the height of its field."""
    lines = value.splitlines()
    x0, y0, x1, y1 = box
    height = (y1 - y0) / max(1, len(lines))
    for number, line in enumerate(lines):
        if text := "".join(filter(str.isprintable, line)).strip():
            top = y0 + number * height
            size = min(_TYPE * height, (x1 - x0) / len(text))
            own = (x0, top, x0 + size * len(text), top + height)
            yield Run(0, top + _TYPE * height, x0, text, own, size, Advances())
