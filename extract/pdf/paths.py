"""The painted paths of a page, piece by piece: slower than the shapes of the text page, but with every point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from extract.pdf.engine import Page, Path
from extract.pdf.ink import THIN, Corners, Outline, Point, hull

__all__ = ["LARGEST", "SLANT", "Drawn", "drawn", "edges_of"]

_WHITE = 0.99
"""From here on (every component of the colour) ink can't be told from the paper."""

SLANT = 1.0
"""Points. A line that rises less is level: some drivers slant long lines by 0.3 pt. Diagonals are no rulings."""

LARGEST = 60.0
"""Points. A shape of which a side is longer is a picture or a frame, not a mark that stands in a line."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the paths of a page draw, as displayed: the boxes of thin strokes and fills, and small shapes."""

    rules: tuple[Corners, ...]
    outlines: tuple[Outline, ...]


def drawn(page: Page) -> Drawn:
    """Return the rules and the small shapes of a page. What is white or fully transparent is not there."""
    rules: list[Corners] = []
    outlines: list[Outline] = []

    def add(path: Path) -> None:
        strokes, fills = _strokes(path), _fills(path)
        if strokes and path["width"] <= THIN:
            rules.extend(_level(path))
        if fills:
            rules.extend(_bars(path))
        if (strokes or fills) and not {"l", "c"}.isdisjoint([item[0] for item in path["items"]]):
            outlines.extend(_outlines(path, fills))

    page.get_cdrawings(callback=add)  # one by one: the list of all takes a third longer
    if page.rotation == 0:
        return Drawn(tuple(rules), tuple(outlines))
    return Drawn(tuple(_turned(page, rule) for rule in rules), tuple(_turned_outline(page, one) for one in outlines))


def edges_of(box: Corners) -> tuple[Corners, Corners, Corners, Corners]:
    """Return the four sides of a rectangle as boxes without thickness."""
    x0, y0, x1, y1 = box
    return (x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)


def _strokes(path: Path) -> bool:
    return "s" in path["type"] and path["stroke_opacity"] > 0 and min(path["color"]) < _WHITE


def _fills(path: Path) -> bool:
    return "f" in path["type"] and path["fill_opacity"] > 0 and min(path["fill"]) < _WHITE


def _level(path: Path) -> Iterator[Corners]:
    """Yield the straight strokes of a path that lie level or stand upright."""
    for item in path["items"]:
        if item[0] == "l":
            (x0, y0), (x1, y1) = item[1:3]
            if abs(x1 - x0) <= SLANT or abs(y1 - y0) <= SLANT:
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        elif item[0] == "re":
            yield from edges_of(item[1])
        elif item[0] == "qu":
            yield from edges_of(_hull_of(item))


def _bars(path: Path) -> list[Corners]:
    """Return the thin filled shapes of a path, which can hold thousands: the dots of borders."""
    boxes: list[Corners] = [item[1] for item in path["items"] if item[0] == "re"]
    if len(boxes) < len(path["items"]):
        boxes += [_hull_of(item) for item in path["items"] if item[0] == "qu"]
        if all(item[0] == "l" for item in path["items"]):
            boxes = [path["rect"]]  # a bar drawn as a polygon
    if len(boxes) == 2 and path["even_odd"]:
        boxes += _sides(*boxes)
    return [box for box in boxes if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN]


def _sides(first: Corners, second: Corners) -> Iterator[Corners]:
    """Yield the sides of a frame: what two rectangles, one within the other, leave between them.

    Where they share a side the frame has none: browsers draw each border this way, in a window of its own.
    """
    (x0, y0, x1, y1), (left, top, right, bottom) = sorted(
        (first, second), key=lambda box: (box[0] - box[2]) * (box[3] - box[1])
    )
    if not (x0 <= left < right <= x1 and y0 <= top < bottom <= y1):
        return
    sides = (x0, y0, x1, top), (x0, bottom, x1, y1), (x0, y0, left, y1), (right, y0, x1, y1)
    yield from (side for side in sides if side[0] < side[2] and side[1] < side[3])


def _hull_of(item: tuple[Any, ...]) -> Corners:
    """Return the hull of a quadrangle."""
    return hull([(*corner, *corner) for corner in item[1]])


def _outlines(path: Path, filled: bool) -> Iterator[Outline]:
    """Yield the small shapes of a path: its lines and curves, parted where one does not begin at the last one's end."""
    points: list[Point] = []
    reach: list[Point] = []
    kinds: set[str] = set()
    for item in (*path["items"], None):
        goes_on = item is not None and item[0] in {"l", "c"} and points and item[1] == points[-1]
        if points and not goes_on:
            box = hull([(*point, *point) for point in reach])
            if max(box[2] - box[0], box[3] - box[1]) <= LARGEST:
                yield Outline(box, tuple(points), kinds == {"c"}, kinds == {"l"}, filled)
            points, reach, kinds = [], [], set()
        if item is None or item[0] not in {"l", "c"}:
            continue
        points = points or [item[1]]
        points.append(item[-1])
        reach += item[1:]
        kinds.add(item[0])


def _turned(page: Page, corners: Corners) -> Corners:
    """Return a box turned with the page: the engine gives paths as they stand before its rotation."""
    (x0, y0), (x1, y1) = _moved(page, corners[:2]), _moved(page, corners[2:])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _moved(page: Page, point: Point) -> Point:
    a, b, c, d, e, f = page.rotation_matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _turned_outline(page: Page, one: Outline) -> Outline:
    return replace(one, box=_turned(page, one.box), points=tuple(_moved(page, point) for point in one.points))
