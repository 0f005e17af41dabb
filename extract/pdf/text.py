"""Runs of characters to lines of text.

Whether a space stands between two characters is decided here, from the gap between them: engines guess it by rules
made for Latin type. Spaces that the file prints stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter, sub

from extract.pdf.ink import INTO, RAISED, STRUCK, Corners, Run, hull
from extract.pdf.order import in_reading_order
from extract.sheet import Box, Line, Place

__all__ = ["lines", "overlapping"]

_LATIN_GAP = 0.15
"""Em. A gap this wide between Latin characters is a space: the narrowest space of a justified line has about 0.2 em,
kerning and letter-spacing stay below 0.1."""

_WIDE_GAP = 0.5
"""Em. A gap this wide beside a Japanese character is a space. Narrower ones are typography, not text: a quarter em
stands between kanji and figures by rule (四分アキ), justified lines are spread, half of a bracket's square is blank."""

_WIDE_FROM = "\N{HYPHEN}"
"""Characters from U+2010 on are set in full squares in Japanese type: punctuation, marks (※ ○ ①), kana, kanji."""

_STRIKES = 4
"""Runs that may begin between two strikes of one text: type is struck four times at most, a quarter point apart."""

_OVERLAP = 0.5
"""Share of the lower line's height. Lines that cover each other by more were not meant to stand together: a cell's
overflow that the printing program cut off reaches into the next cell like this."""

_AS_DRAWN = str.maketrans({"\N{SOFT HYPHEN}": "-", "\N{NO-BREAK SPACE}": " "})
"""What is drawn on a page is a hyphen and a space: fonts have one glyph for both, and some writers name it so."""


_INDENT = "\N{IDEOGRAPHIC SPACE}"


def lines(runs: Sequence[Run], page: int) -> tuple[Line, ...]:
    """Return the runs as lines in reading order, each with the box of its visible characters.

    Lines that read from left to right come first, then those of the other directions. Lines of nothing but white
    space are left out; of the white space around a line only the ideographic spaces before it stay, as they indent.
    """
    found: list[Line] = []
    for group in (runs,) if len(runs) == 1 else in_reading_order(list(_lines(runs))):
        run = group[0]
        if len(group) == 1 and run.glyphs is None and run.text.isprintable() and run.text.strip() == run.text:
            found.append(Line(run.text, Place(page, Box(*run.box))))
        elif (line := _line(group, page)) is not None:
            found.append(line)
    return tuple(found)


_order = itemgetter(0, 1, 2, 3)
"""Turn, depth, start, text."""

_along = itemgetter(2, 1, 3)
"""Start, depth, text."""


def _lines(runs: Iterable[Run]) -> Iterator[Sequence[Run]]:
    """Yield the runs of each line, in reading order."""
    first, *rest = sorted(runs, key=_order)
    group = [first]
    for run in rest:
        if run[0] == first[0] and run[1] - first[1] <= RAISED * max(run[5], first[5]):
            group.append(run)
        else:
            yield group if len(group) == 1 else _in_order(group)
            first, group = run, [run]
    yield group if len(group) == 1 else _in_order(group)


def _in_order(line: list[Run]) -> list[Run]:
    """Return the runs of a line along it, each once; what stands in the hole of a run is one run with it."""
    kept: list[Run] = []
    for run in _struck_once(line):
        filling = bool(kept) and run.start < kept[-1].end - INTO * run.size
        merged = _interleaved(kept[-1], run) if filling else None
        if merged is None:
            kept.append(run)
        else:
            kept[-1] = merged
    return kept


def _interleaved(run: Run, other: Run) -> Run | None:
    """Return two runs as one in the order of their characters; None if the ink of one stands on that of the other.

    Forms are printed with holes (blanks or gaps), and what fills them is drawn later.
    """
    inks = (_inked(run), _inked(other))
    marked = sorted((start, end, which, at) for which, ink in enumerate(inks) for start, end, at in ink)
    near = INTO * min(run.size, other.size)
    if not all(inks) or any(a[2] != b[2] and b[0] < a[1] - near for a, b in pairwise(marked)):
        return None
    texts, boxes = (run.text, other.text), (run.boxes(), other.boxes())
    text = "".join([texts[which][at] for _, _, which, at in marked])
    return run.of(text, tuple([boxes[which][at] for _, _, which, at in marked]))


def _inked(run: Run) -> list[tuple[float, float, int]]:
    """Return where each character that isn't white begins and ends, and its number in the run."""
    starts, ends = run.edges()
    return [(starts[at], ends[at], at) for at, char in enumerate(run.text) if not char.isspace()]


def _struck_once(line: list[Run]) -> list[Run]:
    """Return the runs of a line in order, without those that strike the same text over itself once more."""
    runs = sorted(line, key=_along)
    if len({run.text for run in runs}) == len(runs):
        return runs
    kept: list[Run] = []
    for run in runs:
        near = STRUCK * run.size
        again = (one for one in kept[-_STRIKES:] if one.text == run.text)
        if not any(abs(run.start - one.start) <= near and abs(run.depth - one.depth) <= near for one in again):
            kept.append(run)
    return kept


def _line(runs: Sequence[Run], page: int) -> Line | None:
    """Return the line that the runs make; None if they are blank."""
    spaced = _spaced(runs).translate(_AS_DRAWN)
    text = spaced.strip()
    if not text:
        return None
    if text != spaced:
        text = _INDENT * spaced[: spaced.index(text[0])].count(_INDENT) + text
    return Line(text, Place(page, Box(*_visible_box(runs))))


def _visible_box(runs: Sequence[Run]) -> Corners:
    """Return the hull of all characters but white space; at least one is there."""
    if len(runs) == 1 and not (runs[0].text[0].isspace() or runs[0].text[-1].isspace()):
        return runs[0].box
    boxes: list[Corners] = []
    for run in runs:
        if run.text[0].isspace() or run.text[-1].isspace():
            boxes += [corners for char, corners in zip(run.text, run.boxes(), strict=True) if not char.isspace()]
        else:
            boxes.append(run.box)
    return hull(boxes)


def _spaced(runs: Sequence[Run]) -> str:
    """Return the characters of a line with a space wherever a gap means one."""
    parts = [_spaced_run(runs[0])]
    for before, run in pairwise(runs):
        if _is_space(before.text[-1], run.text[0], (run.start - before.end) / run.size):
            parts.append(" ")
        parts.append(_spaced_run(run))
    return "".join(parts)


def _spaced_run(run: Run) -> str:
    if run.glyphs is None:
        return run.text  # no gaps in it
    text, least = run.text, _LATIN_GAP * run.size
    starts, ends = run.edges()
    wide = [(at, gap) for at, gap in enumerate(map(sub, starts[1:], ends), 1) if gap >= least]
    cuts = [at for at, gap in wide if _is_space(text[at - 1], text[at], gap / run.size)]
    return " ".join([text[start:end] for start, end in pairwise([0, *cuts, len(text)])])


def _is_space(before: str, after: str, gap: float) -> bool:
    """Tell whether a gap (in em) between two characters is a space that the file left out."""
    if before.isspace() or after.isspace():
        return False
    return gap >= (_WIDE_GAP if before >= _WIDE_FROM or after >= _WIDE_FROM else _LATIN_GAP)


def overlapping(found: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that cover the line before them for the most part: two texts printed over each other."""
    for above, below in pairwise(found):
        first, second = above.place.box, below.place.box
        if first is None or second is None or second.y0 >= first.y1:
            continue
        height = min(first.y1, second.y1) - max(first.y0, second.y0)
        width = min(first.x1, second.x1) - max(first.x0, second.x0)
        if width > 0 and height > _OVERLAP * (second.y1 - second.y0):
            yield below
