"""A page of pdfminer as it is seen: what lies outside of the clipping path of its moment is left out.

pdfminer reads clipping paths and forgets them. But spreadsheets print the text of a cell in full and clip what does not
fit, and the borders of rows that go on behind the end of a page.
"""

from __future__ import annotations

from typing import Any

from pdfminer.layout import LTChar, LTComponent, LTCurve, LTPage
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from extract.pdf.ink import Corners, hull

__all__ = ["layout_of"]

_STROKE = 1.0
"""Points. A border that runs along the edge of a clipping path is seen: half of its stroke lies within."""


def layout_of(page: Any) -> LTPage:  # noqa: ANN401 - a page of pdfplumber, which carries no hints
    """Return the layout of a page without what its clipping paths hide. Only their hulls count, as printers use them."""
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    layout: LTPage = device.get_result()
    return layout


class _State(PDFGraphicState):
    """A graphics state with the hull of its clipping path, in the coordinates of the page; null for none."""

    clip: Corners | None = None

    def copy(self) -> _State:
        """Return a state of its own, as when the graphics state is saved."""
        found = _State()
        found.__dict__.update(self.__dict__)
        return found


class _Interpreter(PDFPageInterpreter):
    """Runs the instructions of a page and minds its clipping paths."""

    def init_state(self, ctm: Any) -> None:  # noqa: ANN401 - pdfminer's own type of a matrix
        super().init_state(ctm)
        self.graphicstate = _State()

    def do_W(self) -> None:  # noqa: N802 - the operator's name
        """Narrow the clipping path by the path under way."""
        points = [apply_matrix_pt(self.ctm, step[-2:]) for step in self.curpath if len(step) > 1]
        state = self.graphicstate
        if points and isinstance(state, _State):
            box = hull([(*point, *point) for point in points])
            state.clip = box if state.clip is None else _common(state.clip, box)

    def do_W_a(self) -> None:  # noqa: N802 - the operator's name
        """Narrow the clipping path by the path under way, whose inside is told in another way."""
        self.do_W()


class _Device(PDFPageAggregatorWithMarkedContent):
    """Collects what is painted within the clipping path."""

    def render_char(self, *args: Any, **kwargs: Any) -> float:  # noqa: ANN401 - passed on
        before = len(self.cur_item._objs)
        advance: float = super().render_char(*args, **kwargs)
        self._clip(args[-1], before)
        return advance

    def paint_path(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        before = len(self.cur_item._objs)
        super().paint_path(*args, **kwargs)
        self._clip(args[0], before)

    def _clip(self, state: object, before: int) -> None:
        clip = state.clip if isinstance(state, _State) else None
        if clip is not None:
            painted = self.cur_item._objs
            painted[before:] = [one for one in painted[before:] if _stays(one, clip)]


def _stays(one: LTComponent, clip: Corners) -> bool:
    """Tell whether something painted shows; a shape that shows in part is cut off at the clipping path."""
    if isinstance(one, LTChar):
        x, y = (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2
        return clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3]
    x0, y0, x1, y1 = clip[0] - _STROKE, clip[1] - _STROKE, clip[2] + _STROKE, clip[3] + _STROKE
    if one.x0 > x1 or one.x1 < x0 or one.y0 > y1 or one.y1 < y0:
        return False
    if isinstance(one, LTCurve):
        one.set_bbox(_common(one.bbox, (x0, y0, x1, y1)))
        one.pts = [(min(max(x, x0), x1), min(max(y, y0), y1)) for x, y in one.pts]
    return True


def _common(first: Corners, second: Corners) -> Corners:
    """Return what two boxes have in common; a box without size where they have nothing."""
    x0, y0 = max(first[0], second[0]), max(first[1], second[1])
    return x0, y0, max(x0, min(first[2], second[2])), max(y0, min(first[3], second[3]))
