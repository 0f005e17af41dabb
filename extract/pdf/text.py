"""Runs of characters to lines of text.

Whether a space stands between two characters is decided here, from the gap between them: engines guess it by rules
made for Latin type. Spaces that the file prints stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from operator import itemgetter, sub

from extract.pdf.ink import RAISED, STRUCK, Corners, Run, hull
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

_OPENING, _CLOSING = frozenset("(（"), frozenset(")）")

_HALF_WAY = 0.9
"""Em. Half of the distance between two lines is less, a whole one more."""

_NEXT_LINE = 1.8
"""Em. Baselines of one paragraph are no further apart."""

_BRACKETS = frozenset("[［〔【")
_CLOSING_BRACKETS = frozenset("]］〕】")
_ANY_BRACKET = _BRACKETS | _CLOSING_BRACKETS

_NARROWEST = 4.0
"""Em. Brackets that stand nearer to each other are a box with a mark; no answer wraps in so little room."""

_BOXES = _BRACKETS | frozenset("□☐☑■")
"""What the box before a label begins with."""

_ENTRY = re.compile(r"\s*[0-9０-９]{1,2}\s*[)）.．]|\s*[<＜〈≪《]")
"""What a list of options and its entries begin with; no answer in brackets does."""

_ALIGNED = 1.0
"""Points. Columns of one grid begin at one place, but for what programs round."""

_ROOM = 2.0
"""Em. A wrapped line leaves less room in its column: one character, and a mark that can't begin a line."""

_COLUMN_GAP = 2.5
"""Em. A text that fills its column ends as near to the next one: less than two characters are left, and some padding."""

_INTO = 0.5
"""Em. A run that begins so far before another one ends stands in a hole of it; less is kerning, half a square bracket."""

_INDENT = "\N{IDEOGRAPHIC SPACE}"


def lines(runs: Sequence[Run], page: int) -> tuple[Line, ...]:
    """Return the runs as lines in reading order, each with the box of its visible characters.

    Lines that read from left to right come first, then those of the other directions. Lines of nothing but white
    space are left out; of the white space around a line only the ideographic spaces before it stay, as they indent.
    """
    found: list[Line] = []
    for group in (runs,) if len(runs) == 1 else _in_reading_order(runs):
        run = group[0]
        if len(group) == 1 and run.glyphs is None and run.text.isprintable() and run.text.strip() == run.text:
            found.append(Line(run.text, Place(page, Box(*run.box))))
        elif (line := _line(group, page)) is not None:
            found.append(line)
    return tuple(found)


def _in_reading_order(runs: Sequence[Run]) -> Iterable[Sequence[Run]]:
    """Return the runs line by line."""
    groups = list(_lines(runs))
    if len(groups) < len(runs):  # a line of one run has nothing beside it
        groups = list(_beside(groups))
    return groups if len(groups) == 1 else _embraced(_bracketed(_columned(groups)))


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
        filling = bool(kept) and run.start < kept[-1].end - _INTO * run.size
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
    near = _INTO * min(run.size, other.size)
    if not all(inks) or any(a[2] != b[2] and b[0] < a[1] - near for a, b in pairwise(marked)):
        return None
    texts, boxes = (run.text, other.text), (run.boxes(), other.boxes())
    text = "".join([texts[which][at] for _, _, which, at in marked])
    return run.of(text, tuple([boxes[which][at] for _, _, which, at in marked]))


def _inked(run: Run) -> list[tuple[float, float, int]]:
    """Return where each character that isn't white begins and ends, and its number in the run."""
    starts, ends = run.edges()
    return [(starts[at], ends[at], at) for at, char in enumerate(run.text) if not char.isspace()]


def _beside(groups: list[Sequence[Run]]) -> Iterator[Sequence[Run]]:
    """Yield lines in reading order, a box beside the first line of a wrapped heading behind the heading's last line."""
    held: Sequence[Run] = ()
    for group, after in pairwise([*groups, ()]):
        cut = 0 if held or not after else _box_beside(group, after)
        if cut:
            yield group[:cut]
            held = group[cut:]
        else:
            yield group
            if held:
                yield held
            held = ()


def _box_beside(group: Sequence[Run], after: Sequence[Run]) -> int:
    """Return which run of a line is a box beside a text that fills its column and goes on in the line after; 0: none.

    Such a text is a heading with a parenthesis, which that line closes.
    """
    first, end = group[0], max(run.end for run in after)
    if after[0].turn != first.turn or after[0].depth - first.depth > _NEXT_LINE * first.size:
        return 0
    for at in range(1, len(group)):
        run, gap = group[at], (group[at].start - group[at - 1].end) / group[at].size
        if run.text.lstrip()[:1] in _BRACKETS and -_INTO <= gap <= _COLUMN_GAP:
            open_first, *open_rest = (_unclosed(runs) for runs in (group[:at], group[at:], after))
            indent = abs(after[0].start - first.start)
            fits = end < run.start and indent <= _COLUMN_GAP * run.size
            return at if fits and open_first > 0 and open_rest == [0, -open_first] else 0
    return 0


def _unclosed(runs: Iterable[Run]) -> int:
    """Return how many more parentheses runs open than close."""
    text = "".join([run.text for run in runs])
    return sum((char in _OPENING) - (char in _CLOSING) for char in text)


def _embraced(groups: list[Sequence[Run]]) -> Iterator[Sequence[Run]]:
    """Yield lines in reading order where print stands beside a wrapped text, at half of its height.

    Forms have cells without borders for such print: boxes at the end of a heading, the parentheses of その他（ … ）.
    """
    at = 0
    for number, group in enumerate(groups):
        span = None if number < at else _between(groups, number, at) or _parenthesised(group)
        if span is None:
            continue
        first = last = number
        while first > at and _is_within(groups[first - 1], groups[first], span):
            first -= 1
        while last + 1 < len(groups) and _is_within(groups[last + 1], groups[last], span):
            last += 1
        if first == last:
            continue
        yield from groups[at:first]
        left, middle, right = _cut(group, span)
        yield from filter(None, (left, *groups[first:number], middle, *groups[number + 1 : last + 1], right))
        at = last + 1
    yield from groups[at:]


def _columned(groups: list[Sequence[Run]]) -> list[Sequence[Run]]:
    """Return lines in reading order where labels with boxes stand in columns and wrap there: column by column.

    Columns are told by boxes that stand below each other in two lines and more.
    """
    columns = [_boxes(group) for group in groups]
    rows = [number for number, starts in enumerate(columns) if len(starts) > 1]
    if len(rows) < 2 or len(rows) == len(groups):
        return groups
    found: list[Sequence[Run]] = []
    at = 0
    for number in rows:
        starts = columns[number]
        end = number + 1
        if any(_is_same(starts, columns[other]) for other in rows if other != number):
            while end < len(groups) and not columns[end] and _goes_on(groups[end], groups[end - 1], starts):
                end += 1
        if end > number + 1 and _parted(groups[number], starts):
            found += groups[at:number]
            for column in range(len(starts)):
                found += [part for group in groups[number:end] if (part := _part(group, starts, column))]
            at = end
    return [*found, *groups[at:]]


def _boxes(group: Sequence[Run]) -> tuple[float, ...]:
    """Return where the runs of a line begin that begin with a box."""
    return tuple([run.start for run in group if run.text[0] in _BOXES])


def _is_same(starts: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether the boxes of two lines stand below each other; the last line of them may have fewer."""
    return len(others) > 1 and all(abs(one - other) <= _ALIGNED for one, other in zip(starts, others, strict=False))


def _goes_on(group: Sequence[Run], above: Sequence[Run], starts: Sequence[float]) -> bool:
    """Tell whether a line is right below another one and holds nothing that crosses a column."""
    near = group[0].depth - above[0].depth <= _NEXT_LINE * group[0].size
    return near and group[0].start >= starts[0] - _ALIGNED and _parted(group, starts)


def _parted(group: Sequence[Run], starts: Sequence[float]) -> bool:
    """Tell whether no run of a line crosses from one column into the next."""
    return not any(
        run.start < start - _ALIGNED and run.end > start + _INTO * run.size for run in group for start in starts
    )


def _part(group: Sequence[Run], starts: Sequence[float], column: int) -> list[Run]:
    """Return what of a line stands in a column; the first and the last one have no outer sides."""
    first = starts[column] - _ALIGNED if column else -inf
    last = starts[column + 1] - _ALIGNED if column + 1 < len(starts) else inf
    return [run for run in group if first <= run.start < last]


def _bracketed(groups: list[Sequence[Run]]) -> list[Sequence[Run]]:
    """Return lines in reading order where brackets stand at half the height of a text that wraps between them.

    Forms have three cells without borders for an answer, and further print may stand beside them.
    """
    parts = [[group] for group in groups]
    done = -1  # the last line of which some print stands between brackets
    for number, group in enumerate(groups):
        pair = _pair(group) if len(group) > 1 and number > done else None
        if pair is None:
            continue
        opening, closing = pair
        span = group[opening].end, group[closing].start
        above = list(_inside(groups, range(number, done + 1, -1), span, -1))[::-1]
        below = list(_inside(groups, range(number, len(groups) - 1), span, 1))
        middle = group[opening + 1 : closing]
        block = [runs for runs in (*above, middle, *below) if runs]
        if len(block) < 2 or not all(_fills(runs, span) for runs in block[:-1]):
            continue
        parts[number] = [group[: opening + 1], *block, group[closing:]]
        for index, runs in enumerate((*above, middle, *below), number - len(above)):
            if index != number:
                parts[index] = [[run for run in groups[index] if run not in runs]]
        done = number + len(below)
    return [part for line in parts for part in line if part]


def _pair(group: Sequence[Run]) -> tuple[int, int] | None:
    """Return which runs of a line are the brackets of the first pair that stands apart from what is in it."""
    opening = next((at for at, run in enumerate(group) if run.text.rstrip()[-1:] in _BRACKETS), None)
    if opening is None:
        return None
    closing = next((at for at in range(opening + 1, len(group)) if group[at].text.lstrip()[:1] in _CLOSING_BRACKETS), 0)
    wide = closing > 0 and group[closing].start - group[opening].end >= _NARROWEST * group[opening].size
    return (opening, closing) if wide else None


def _inside(
    groups: Sequence[Sequence[Run]], numbers: Iterable[int], span: tuple[float, float], step: int
) -> Iterator[Sequence[Run]]:
    """Yield of each line beside the lines given, one step further, what stands in a part of the page's width."""
    for number in numbers:
        group, beside = groups[number + step], groups[number]
        size = group[0].size
        over = [run for run in group if run.start < span[1] and run.end > span[0]]
        within = all(span[0] - size < run.start and run.end < span[1] + size for run in over)
        near = "".join([run.text for run in group if run.start < span[1] + size and run.end > span[0] - size])
        apart = abs(group[0].depth - beside[0].depth) > _NEXT_LINE * size
        if not over or not within or apart or _ENTRY.match(over[0].text) or not _ANY_BRACKET.isdisjoint(near):
            return
        yield over


def _fills(runs: Sequence[Run], span: tuple[float, float]) -> bool:
    """Tell whether a line leaves no room in its column."""
    blank = span[1] - span[0] - (runs[-1].end - runs[0].start)
    return blank < _ROOM * runs[0].size


def _cut(group: Sequence[Run], span: tuple[float, float]) -> tuple[Sequence[Run], Sequence[Run], Sequence[Run]]:
    """Return the runs of a line before, within and behind a part of the page's width."""
    before = [run for run in group if run.start < span[0] and run.end <= span[0] + run.size]
    behind = [run for run in group if run.start >= span[1] - run.size and run not in before]
    return before, [run for run in group if run not in before and run not in behind], behind


def _between(groups: Sequence[Sequence[Run]], number: int, at: int) -> tuple[float, float] | None:
    """Return the width of two lines if a line stands half-way between them and beside them."""
    if not at < number < len(groups) - 1:
        return None
    above, group, below = groups[number - 1 : number + 2]
    if max(group[0].depth - above[0].depth, below[0].depth - group[0].depth) > _HALF_WAY * group[0].size:
        return None
    span = min(run.start for run in (*above, *below)), max(run.end for run in (*above, *below))
    return span if not _cut(group, span)[1] else None


def _parenthesised(group: Sequence[Run]) -> tuple[float, float] | None:
    """Return from where to where the last parentheses of a line reach that are printed by themselves."""
    if len(group) == 1:
        return None
    closing = next((at for at in range(len(group) - 1, 0, -1) if group[at].text.lstrip()[:1] in _CLOSING), 0)
    for before in reversed(group[:closing]):
        if before.text.rstrip()[-1:] in _OPENING and group[closing].start > before.end:
            return before.end, group[closing].start
    return None


def _is_within(group: Sequence[Run], beside: Sequence[Run], span: tuple[float, float]) -> bool:
    """Tell whether a line stands right above or below another one, in a part of its width."""
    near = abs(group[0].depth - beside[0].depth) <= _NEXT_LINE * group[0].size
    return near and all(span[0] - run.size < run.start and run.end < span[1] + run.size for run in group)


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
