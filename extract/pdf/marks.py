"""Marks that are drawn, not written: circles, ticks, crosses and small squares become characters with their box.

A circle that a form's filler draws around an option stands before it in the line, as its left edge does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extract.pdf.ink import Corners, Outline, Run, lies_in
from extract.sheet import CONTROLS

__all__ = ["drawn_marks", "mark_run"]

_SMALLEST = 4.0
"""Points. What is smaller is a dot, a corner, part of a picture."""

_TALLEST = 24.0
"""Points. Marks are about as high as the type beside them; a circle drawn around a word is a little higher."""

_ROUND = 2.5
"""Width of a circle over its height, and the other way round: beyond it is a frame with rounded corners."""

_CENTRE = 0.38
"""Em. Height of the middle of a full square of type above its baseline (JIS: 0.88 above, 0.12 below)."""

_LEGS = 3
"""Points of a tick: down, and up again."""

_CIRCLE, _TICK, _CROSS, _SQUARE = "○", "\N{CHECK MARK}", "×", "□"
_RADIO, _CHECKED = CONTROLS["radio", True], CONTROLS["checkbox", True]


def drawn_marks(outlines: Sequence[Outline], squares: Iterable[Corners], runs: Sequence[Run]) -> list[Run]:
    """Return the marks among the small shapes of a page, each as a run of one character.

    `squares` are small frames of their own, no cells of a table: one with a mark in it is a ticked box, an empty one is
    a blank box, one with text in it is no mark. `runs` are the page's text.
    """
    marks = [one for one in outlines if _is_mark(one)]
    found: list[Run] = []
    inside: set[int] = set()
    for square in squares:
        held = [index for index, one in enumerate(marks) if lies_in(one.box, square)]
        inside.update(held)
        if held:
            found.append(mark_run(_CHECKED, square))
        elif not any(_writes_in(run, square) for run in runs):
            found.append(mark_run(_SQUARE, square))
    free = [one for index, one in enumerate(marks) if index not in inside]
    return found + [mark_run(char, box) for char, box in _free(free)]


def _writes_in(run: Run, square: Corners) -> bool:
    """Tell whether one of a run's characters stands in a square."""
    x0, y0, x1, y1 = run.box
    if x1 <= square[0] or x0 >= square[2] or y1 <= square[1] or y0 >= square[3]:
        return False
    return any(lies_in(box, square) for char, box in zip(run.text, run.boxes(), strict=True) if not char.isspace())


def mark_run(char: str, box: Corners) -> Run:
    """Return a drawn mark as a character that stands on the line of type at its height."""
    x0, y0, _, y1 = box
    size = y1 - y0
    return Run(0, (y0 + y1) / 2 + _CENTRE * size, x0, char, box, size)


def _is_mark(one: Outline) -> bool:
    x0, y0, x1, y1 = one.box
    return _SMALLEST <= y1 - y0 <= _TALLEST and x1 - x0 >= _SMALLEST


def _free(marks: Sequence[Outline]) -> Iterator[tuple[str, Corners]]:
    """Yield what stands by itself: circles (a button if another one fills its middle), ticks, crosses."""
    circles = [one for one in marks if _is_circle(one)]
    for circle in circles:
        holds = any(other is not circle and other.filled and _holds(circle.box, other.box) for other in circles)
        held = circle.filled and any(other is not circle and _holds(other.box, circle.box) for other in circles)
        if not held:
            yield (_RADIO if holds else _CIRCLE), circle.box
    strokes = [one for one in marks if one.straight]
    for number, one in enumerate(strokes):
        if _is_tick(one):
            yield _TICK, one.box
        elif any(_is_cross(one, other) for other in strokes[number + 1 :]):
            yield _CROSS, one.box


def _is_circle(one: Outline) -> bool:
    """Tell whether a shape is closed and all of it curved: four arcs, or eight."""
    x0, y0, x1, y1 = one.box
    (fx, fy), (lx, ly) = one.points[0], one.points[-1]
    closed = abs(fx - lx) <= 1 and abs(fy - ly) <= 1
    return one.round and closed and max(x1 - x0, y1 - y0) <= _ROUND * min(x1 - x0, y1 - y0)


def _holds(outer: Corners, inner: Corners) -> bool:
    return lies_in(inner, outer) and inner[2] - inner[0] < outer[2] - outer[0]


def _is_tick(one: Outline) -> bool:
    """Tell whether a stroke goes down to the right, and up again further than it came."""
    if len(one.points) != _LEGS:
        return False
    (x0, y0), (x1, y1), (x2, y2) = one.points
    if x0 > x2:
        (x0, y0), (x2, y2) = (x2, y2), (x0, y0)
    return x0 < x1 < x2 and y1 > y0 and y1 > y2 and y1 - y2 > y1 - y0


def _is_cross(one: Outline, other: Outline) -> bool:
    """Tell whether two diagonals of one square cross each other."""
    if len(one.points) != 2 or len(other.points) != 2:
        return False
    near = all(abs(first - second) <= 1 for first, second in zip(one.box, other.box, strict=True))
    return near and _falls(one) != _falls(other)


def _falls(one: Outline) -> bool:
    (x0, y0), (x1, y1) = one.points[:2]
    return (x1 - x0) * (y1 - y0) > 0
