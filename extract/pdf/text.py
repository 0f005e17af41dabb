"""Runs of characters to lines of text.

Whether a space stands between two characters is decided here, from the gap between them: engines guess it by rules
made for Latin type. Spaces that the file prints stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import sub

from extract.pdf.ink import Corners, Run, hull
from extract.sheet import Box, Line, Place

__all__ = ["lines", "overlapping", "struck_once"]

_SAME_LINE = 0.4
"""Em of the larger type. Baselines this near are one line: raised and lowered figures shift by a third of an em at
most, and no two lines that can be read stand as close."""

_LATIN_GAP = 0.15
"""Em. A gap this wide between Latin characters is a space: the narrowest space of a justified line has about 0.2 em,
kerning and letter-spacing stay below 0.1."""

_WIDE_GAP = 0.5
"""Em. A gap this wide beside a Japanese character is a space. Narrower ones are typography, not text: a quarter em
stands between kanji and figures by rule (四分アキ), justified lines are spread, half of a bracket's square is blank."""

_WIDE_FROM = "\N{HYPHEN}"
"""Characters from U+2010 on are set in full squares in Japanese type: punctuation, marks (※ ○ ①), kana, kanji."""

_STRUCK = 0.1
"""Em. The same characters once more, shifted by about as little, are one text struck twice to look bold."""

_OVERLAP = 0.5
"""Share of the lower line's height. Lines that cover each other by more were not meant to stand together: a cell's
overflow that the printing program cut off reaches into the next cell like this."""

_AS_DRAWN = str.maketrans({"\N{SOFT HYPHEN}": "-", "\N{NO-BREAK SPACE}": " "})
"""What is drawn on a page is a hyphen and a space: fonts have one glyph for both, and some writers name it so."""

_INDENT = "\N{IDEOGRAPHIC SPACE}"


def lines(runs: Iterable[Run], page: int) -> tuple[Line, ...]:
    """Return the runs as lines in reading order, each with the box of its visible characters.

    Lines that read from left to right come first, then those of the other directions. Lines of nothing but white
    space are left out; of the white space around a line only the ideographic spaces before it stay, as they indent.
    """
    return tuple(line for group in _lines(runs) for line in _line(group, page))


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each line, in reading order."""
    group: list[Run] = []
    for run in sorted(runs, key=_order):
        if group and not _on_line(run, group):
            yield sorted(group, key=_start)
            group = []
        group.append(run)
    if group:
        yield sorted(group, key=_start)


def _order(run: Run) -> tuple[int, float, float, str]:
    return run.turn, run.depth, run.start, run.text


def _start(run: Run) -> tuple[float, float, str]:
    return run.start, run.depth, run.text


def _on_line(run: Run, group: list[Run]) -> bool:
    first = group[0]
    return run.turn == first.turn and run.depth - first.depth <= _SAME_LINE * max(run.size, first.size)


def _line(runs: list[Run], page: int) -> Iterator[Line]:
    """Yield the line that the runs make, or nothing if they are blank."""
    spaced = _spaced(runs).translate(_AS_DRAWN)
    text = spaced.strip()
    if text:
        indent = spaced[: spaced.index(text[0])].count(_INDENT)
        yield Line(_INDENT * indent + text, Place(page=page, box=_visible_box(runs)))


def _visible_box(runs: list[Run]) -> Box:
    """Return the hull of all characters but white space; at least one is there."""
    boxes: list[Corners] = []
    for run in runs:
        if run.text[0].isspace() or run.text[-1].isspace():
            boxes += [corners for char, corners in zip(run.text, run.boxes, strict=True) if not char.isspace()]
        else:
            boxes.append((run.box.x0, run.box.y0, run.box.x1, run.box.y1))
    return hull(boxes)


def _spaced(runs: Sequence[Run]) -> str:
    """Return the characters of a line with a space wherever a gap means one."""
    parts: list[str] = []
    before, end = " ", 0.0
    for run in runs:
        starts, ends = run.edges()
        if _is_space(before, run.text[0], (starts[0] - end) / run.size):
            parts.append(" ")
        parts.append(_spaced_run(run, starts, ends))
        before, end = run.text[-1], ends[-1]
    return "".join(parts)


def _spaced_run(run: Run, starts: Sequence[float], ends: Sequence[float]) -> str:
    gaps = [0.0, *map(sub, starts[1:], ends)]
    if max(gaps) < _LATIN_GAP * run.size:
        return run.text  # most runs: nothing to look at character by character
    pairs = zip(" " + run.text, run.text, gaps, strict=False)
    return "".join([" " + char if _is_space(before, char, gap / run.size) else char for before, char, gap in pairs])


def _is_space(before: str, after: str, gap: float) -> bool:
    """Tell whether a gap (in em) between two characters is a space that the file left out."""
    if before.isspace() or after.isspace():
        return False
    return gap >= (_WIDE_GAP if before >= _WIDE_FROM or after >= _WIDE_FROM else _LATIN_GAP)


def struck_once(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs in their order, without those that strike the same text over itself once more."""
    seen: dict[str, set[tuple[int, int]]] = {}
    for run in runs:
        step = _STRUCK * run.size
        x, y = round(run.box.x0 / step), round(run.box.y0 / step)
        spots = seen.setdefault(run.text, set())
        if not spots or not any((x + dx, y + dy) in spots for dx in (0, -1, 1) for dy in (0, -1, 1)):
            yield run
        spots.add((x, y))


def overlapping(found: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that cover the line before them for the most part: two texts printed over each other."""
    for above, below in pairwise(found):
        first, second = above.place.box, below.place.box
        if first is None or second is None:
            continue
        height = min(first.y1, second.y1) - max(first.y0, second.y0)
        width = min(first.x1, second.x1) - max(first.x0, second.x0)
        if width > 0 and height > _OVERLAP * (second.y1 - second.y0):
            yield below
