"""The order in which the lines of a text are read where print stands beside one that wraps: boxes, brackets, columns.

Elsewhere lines are read by their height on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

from extract.pdf.ink import INTO, Run

__all__ = ["in_reading_order"]

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


def in_reading_order(groups: list[Sequence[Run]]) -> Iterable[Sequence[Run]]:
    """Return lines, each the runs at one height, in reading order; one that print parts is several."""
    if any(len(group) > 1 for group in groups):  # a line of one run has nothing beside it
        groups = list(_beside(groups))
    return groups if len(groups) == 1 else _embraced(_bracketed(_columned(groups)))


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
        if run.text.lstrip()[:1] in _BRACKETS and -INTO <= gap <= _COLUMN_GAP:
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
        run.start < start - _ALIGNED and run.end > start + INTO * run.size for run in group for start in starts
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
