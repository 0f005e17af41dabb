"""The boxes of a check-box item: what stands before each label of the form, and what damaged dumps made of it.

Every box is read together with the rule that decided. The rules were drawn from published assessments:

- A circle of any kind, a tick or a filled square in brackets is a mark; so is a Latin O there, which OCR makes of ○.
- A form control is what OCR made of a printed box. A radio button is a printed circle even where it is not checked;
  an unchecked checkbox is a blank box, unless every box of the item is the same unchecked checkbox in brackets: then
  the marks are lost and nobody can know.
- Brackets get lost on one side or both, slip in front of the mark, or swallow the label.
- Labels come from the form, never from the text. A label without a box is unreadable, not unchecked.

Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import Literal

from normalize.choices import CONTROLS, COUNT, Print, count_of, nearest, one_of
from normalize.wrapped import find_wrapped

__all__ = [
    "CONTROLS",
    "BoxLabel",
    "BoxReading",
    "BoxRule",
    "BoxState",
    "DetailRule",
    "MarkReading",
    "read_boxes",
    "read_mark",
]

BoxState = Literal["checked", "unchecked", "unreadable", "absent"]
BoxRule = Literal[
    # as printed
    "bracketed",  # [ ○ ], [ ]
    "letter",  # [ O ]
    "control",  # [ ☑ ], ⦿: a control that is checked
    "square",  # □, the blank box of some prints, and ■ beside it
    # inferred
    "unchecked_radio",  # [ ⚪ ]: a printed circle
    "unchecked_checkbox",  # [ ☐ ], ☐: a blank box
    "opening_lost",  # ○ ] 紙
    "closing_lost",  # [ ○ 紙
    "displaced",  # [ ] ○ 紙
    "parentheses",  # ( ○ ) 紙
    "bare_mark",  # ○ 紙
    "label_inside",  # [ ○ 紙 ]
    "behind_label",  # 紙 [ ○ ]
    "near_label",  # [ ○ ] 府内連携システム: a few characters of the label are damaged
    # unreadable
    "identical_checkboxes",  # every box of the item is the same unchecked checkbox in brackets
    "foreign_mark",  # something between the brackets that is no mark
    "contradictory",  # the label stands twice, checked and unchecked
    "no_box",  # the label stands there, its box does not
    # absent
    "not_found",
]
DetailRule = Literal[
    "closed",  # ( … ) as printed
    "opening_lost",
    "closing_lost",
    "closing_displaced",  # the form's ) stands amid the wrapped text: ( … ) … )
    "repeated_before",  # the whole text stands before the box, its tail once more in the parentheses
    "before_box",  # ( … ) stands before each box that has it: what is set higher in a row of print is dumped first
]

_INFERRED: frozenset[BoxRule] = frozenset(
    (
        "unchecked_radio",
        "unchecked_checkbox",
        "opening_lost",
        "closing_lost",
        "displaced",
        "parentheses",
        "bare_mark",
        "label_inside",
        "behind_label",
        "near_label",
    )
)


@dataclass(frozen=True, slots=True)
class BoxLabel:
    """A label of the form; `free` says that parentheses for text are printed behind it."""

    label: str
    free: bool = False


@dataclass(frozen=True, slots=True)
class MarkReading:
    """One box without its label; `start`, `end` is its half-open span in the raw text, None where there is no box."""

    state: BoxState
    rule: BoxRule
    start: int | None
    end: int | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class BoxReading:
    """One box of the form as the text shows it.

    `label` is the form's. `state` is absent where the label does not stand in the text, unreadable where it does and
    its box tells nothing; `inferred` says that it was read from a damaged place, by the rule named in `rule`.
    `start`, `end` is the half-open span of box and label (not of the detail) in the raw text, None when absent.
    `detail` is the raw text in the parentheses behind the label, None without parentheses, "" where they are empty;
    `detail_rule` says how it was found. `count` is the number of `( 65 ) 件`, None where none is printed.
    """

    label: str
    state: BoxState
    detail: str | None
    rule: BoxRule
    start: int | None
    end: int | None
    inferred: bool
    count: int | None = None
    detail_rule: DetailRule | None = None


# ------------------------------------------------------------------------------------------------------------- a box

_CIRCLES = "○●◎◉⭕⚫✓✔✅☒■"  # 〇 and ◯ are folded to ○
_MARKS = frozenset(_CIRCLES + "レ")
_FILLED = frozenset("●◉⚫■☒✓✔✅☑⦿")
"""Marks beside which an open circle may be a blank box."""
_LETTERS = frozenset("OoΟοОо0")
"""What OCR makes of ○: Latin, Greek and Cyrillic O, zero. A mark between brackets only."""
_CHECKED, _UNCHECKED = frozenset("☑⦿"), frozenset("☐□")
_RADIO = CONTROLS["radio", False]
_BARE = f"[{_CIRCLES}☑⦿⚪☐□]"
_ANY = f"[{_CIRCLES}レOoΟοОо0☑⦿⚪☐□]"
_SIGN = f"(?:{_BARE}|レ)"
_BOX_BEFORE = re.compile(
    rf"(?:(?P<stray>{_BARE})?\[(?P<whole>[^\[\]]{{0,4}})\](?P<slipped>{_BARE})?"
    rf"|(?P<before>{_BARE})?\[(?P<opened>{_ANY}{{0,4}})|(?P<closed>{_ANY}{{0,4}})\]|\((?P<round>{_SIGN}?)\)"
    rf"|(?P<bare>{_SIGN}))・?$"
)
_BOX_AT = re.compile(
    rf"\[(?P<whole>[^\[\]]{{0,4}})\]|\[(?P<opened>{_ANY}{{1,4}})|(?P<closed>{_ANY}{{1,4}})\]"
    rf"|\((?P<round>{_SIGN})\)|(?P<bare>{_BARE}|レ$)"
)
_BOX_WIDTH = 10
"""Characters of the longest box looked for before a label, white space not counted."""
_BRACKET_REACH = 40
"""How far before a lone ] its [ is looked for: no printed box is wider, white space not counted."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A box in squashed text: its span, what stands in it ("?" for what cannot be told), what became of its brackets."""

    start: int
    end: int
    content: str
    shape: BoxRule

    def read(self) -> tuple[BoxState, BoxRule]:
        """Return the state, and the rule: that of a damaged shape before that of the content."""
        state, rule = _read_content(self.content)
        if state == "unreadable" or self.shape == "bracketed":
            return state, rule
        if self.shape != "bare_mark":
            return state, self.shape
        return state, "square" if self.content == "□" else "bare_mark" if rule == "bracketed" else rule


def _read_content(content: str) -> tuple[BoxState, BoxRule]:
    kinds = frozenset(content)
    if not kinds:
        return "unchecked", "bracketed"
    if kinds <= _CHECKED:
        return "checked", "control"
    if kinds == {_RADIO}:
        return "checked", "unchecked_radio"
    if kinds <= _UNCHECKED:
        return "unchecked", "unchecked_checkbox"
    if kinds <= _MARKS:
        return "checked", "bracketed"
    return ("checked", "letter") if kinds <= _MARKS | _LETTERS else ("unreadable", "foreign_mark")


def _box_before(shown: Print, floor: int, start: int, end: int) -> _Box | None:
    """Return the box directly before the label at `start` to `end`; it begins at `floor` or later."""
    first = max(floor, start - _BOX_WIDTH)
    found = _BOX_BEFORE.search(shown.plain[first:start]) if first < start else None
    if found is None:
        return None
    at = first + found.start()
    if found["whole"] is not None:
        content, shape = _whole(found["stray"] or "", found["whole"], found["slipped"] or "")
    elif found["opened"] is not None:
        content = found["opened"] if found["before"] is None else "?"
        if shown.plain.startswith("]", end):
            return _Box(at, end + 1, content, "label_inside")
        shape = "closing_lost"
    elif found["closed"] is not None:
        content, shape = "?" if _inside_brackets(shown.plain, floor, at) else found["closed"], "opening_lost"
    elif found["round"] is not None:
        content, shape = found["round"], "parentheses"
    elif found["bare"] == "レ" and not shown.gap(at):
        return None
    else:
        content, shape = found["bare"], "bare_mark"
    return _Box(at, start, content, shape)


def _whole(stray: str, content: str, slipped: str) -> tuple[str, BoxRule]:
    """Return what a box with both brackets holds; a mark behind them slipped out, one before them may be another's."""
    if slipped:
        return slipped if not content else "?", "displaced"
    if stray and not content:
        return stray if stray in _UNCHECKED else "?", "displaced"
    return content, "bracketed"


def _inside_brackets(plain: str, floor: int, at: int) -> bool:
    """Tell whether a bracket before `at` is still open: then ] closes something that is no box."""
    first = max(floor, at - _BRACKET_REACH)
    return plain.rfind("[", first, at) > plain.rfind("]", first, at)


def read_mark(text: str) -> MarkReading:
    """Read the one box that `text` begins with, such as «[ ○ ]»; absent where it begins with none.

    A mark without brackets must have white space behind it or the text's end. The other boxes of the item are not
    known here: `read_boxes` may find an unchecked checkbox unreadable.
    """
    shown = Print.of(text)
    found = _BOX_AT.match(shown.plain)
    if found is None or (found["whole"] is None and not shown.gap(found.end())):
        return MarkReading("absent", "no_box", None, None, inferred=False)
    shapes: dict[str, BoxRule] = {
        "whole": "bracketed",
        "opened": "closing_lost",
        "closed": "opening_lost",
        "round": "parentheses",
        "bare": "bare_mark",
    }
    group = found.lastgroup or ""
    state, rule = _Box(0, found.end(), found[group], shapes[group]).read()
    return MarkReading(state, rule, *shown.span(0, found.end()), inferred=rule in _INFERRED)


# --------------------------------------------------------------------------------------------------- boxes and labels

_AROUND = frozenset("・:、,。/|()[]※件□") | frozenset(_CIRCLES) | frozenset(CONTROLS.values())
"""What may stand directly behind a label, without white space between."""
_PROSE = frozenset("・:、,。件")
"""What does not stand directly behind the label of a box without brackets: ○ begins lines of prose, too."""
_REPAIRS = 64
"""How many boxes with an unknown label are compared with the form's labels; no item has more than 19 boxes."""
_SLACK = 3
"""How many characters longer than the form's longest label a damaged one is looked for."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A label of the form (its index) in squashed text, with its box."""

    label: int
    start: int
    end: int
    box: _Box | None
    near: bool = False
    below: int | None = None
    """Where the rest of a label ends that goes on in the next line."""

    @property
    def first(self) -> int:
        """Where the label or its box begins, whichever comes first."""
        return self.start if self.box is None else min(self.start, self.box.start)

    @property
    def last(self) -> int:
        """Where the label or its box ends, whichever comes last."""
        return self.end if self.box is None else max(self.end, self.box.end)

    def read(self) -> tuple[BoxState, BoxRule]:
        """Return the state of the box and the rule."""
        if self.box is None:
            return "unreadable", "no_box"
        state, rule = self.box.read()
        return state, "near_label" if self.near and state != "unreadable" else rule


def read_boxes(text: str, labels: Sequence[BoxLabel]) -> tuple[BoxReading, ...]:
    """Read all boxes of one check-box item: one reading per label, in the order of `labels`."""
    shown = Print.of(text)
    names = tuple(Print.of(label.label).plain for label in labels)
    pairs = _pairs(shown.plain)
    exact = _exact_places(shown, names, labels, pairs)
    exact += _wrapped_places(shown, names, exact)
    found = sorted([*exact, *_near_places(shown, names, exact)], key=lambda place: place.start)
    places = _told_by_colour(_behind(shown, found))
    texts = _texts_before(shown, places, labels, pairs)
    readings = {
        places[at].label: _reading(shown, labels[places[at].label], places, (at, verdict), pairs, texts)
        for at, verdict in _chosen(places)
    }
    return tuple(
        readings.get(index) or BoxReading(label.label, "absent", None, "not_found", None, None, inferred=False)
        for index, label in enumerate(labels)
    )


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(one_of(names))


def _pairs(plain: str) -> dict[int, int]:
    """Return where each parenthesis that is closed is closed."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer(r"[()]", plain):
        if found[0] == "(":
            opened.append(found.start())
        elif opened:
            pairs[opened.pop()] = found.start()
    return pairs


def _exact_places(
    shown: Print, names: tuple[str, ...], labels: Sequence[BoxLabel], pairs: Mapping[int, int]
) -> list[_Place]:
    """Return every place of a label, the longest label first; not those that the text in parentheses mentions."""
    places: list[_Place] = []
    floor = 0
    for found in _pattern(names).finditer(shown.plain):
        start, end = found.span()
        if start < floor or not _parted(shown, end):
            continue
        box = _box_before(shown, floor, start, end)
        if box is not None and not _plausible(shown, box, end, places):
            box = None
        if box is None and not (start == floor or shown.gap(start) or shown.plain[start - 1] == "・"):
            continue
        index = names.index(found[0])
        places.append(_Place(index, start, end, box))
        closing = pairs.get(end) if labels[index].free else None
        floor = places[-1].last if closing is None else closing + 1
    return places


def _plausible(shown: Print, box: _Box, end: int, places: Sequence[_Place]) -> bool:
    """Tell whether a box without square brackets is one: ( ) holds text and counts, too, unless the first box has it."""
    if box.shape == "bare_mark":
        return shown.gap(end) or shown.plain[end] not in _PROSE
    if box.shape == "parentheses" and places:
        return places[0].box is not None and places[0].box.shape == "parentheses"
    return True


def _parted(shown: Print, end: int) -> bool:
    return shown.gap(end) or shown.plain[end] in _AROUND


def _wrapped_places(shown: Print, names: tuple[str, ...], exact: Sequence[_Place]) -> list[_Place]:
    """Return the places of labels that go on in the next line, behind the print of another column."""
    missing = dict(enumerate(names))
    for place in exact:
        missing.pop(place.label, None)
    starts = {place.start for place in exact}
    places: list[_Place] = []
    for found in islice(_BOX_AT.finditer(shown.plain), _REPAIRS):
        start = found.end()
        wrapped = find_wrapped(shown, start, missing) if missing and start not in starts else None
        if wrapped is not None:
            del missing[wrapped.key]
            box = _box_before(shown, found.start(), start, wrapped.stop)
            places.append(_Place(wrapped.key, start, wrapped.stop, box, below=wrapped.end))
    return places


def _near_places(shown: Print, names: tuple[str, ...], exact: Sequence[_Place]) -> list[_Place]:
    """Return the places of damaged labels: those behind a box that no exact label claims."""
    boxed = {place.label for place in exact if place.box is not None}
    starts = {place.start for place in exact}
    free = (found for found in _BOX_AT.finditer(shown.plain) if found.end() not in starts)
    places: list[_Place] = []
    for found in islice(free, _REPAIRS if len(boxed) < len(names) else 0):
        start = found.end() + shown.plain.startswith("・", found.end())
        window = shown.plain[start : start + max(map(len, names)) + _SLACK]
        near = nearest(window, names, [stop for stop in range(1, len(window) + 1) if _parted(shown, start + stop)])
        if near is not None and near[0] not in boxed:
            boxed.add(near[0])
            end = start + near[1]
            places.append(_Place(near[0], start, end, _box_before(shown, found.start(), start, end), near=True))
    return places


def _behind(shown: Print, places: list[_Place]) -> list[_Place]:
    """Return the places, with the boxes that stand behind their labels where the print has it so.

    So it is when the first label has no box before it and each has one of the same kind behind it; and where boxes are
    missing, when those that are there end the lines of the labels before them.
    """
    if not places or places[0].box is not None:
        return places
    found = [_BOX_AT.match(shown.plain, place.end) for place in places]
    kinds = {match.lastgroup == "round" for match in found if match is not None}
    sides = _line_breaks(shown, places)
    ends_lines, begins_lines = {(False, True)} == set(sides) and len(sides) > 1, (True, False) in sides
    if len(kinds) != 1 or begins_lines or not (all(found) or ends_lines):
        return places
    return [
        replace(place, box=match and _Box(place.end, match.end(), match[match.lastgroup or 0], "behind_label"))
        for place, match in zip(places, found, strict=True)
    ]


def _line_breaks(shown: Print, places: Sequence[_Place]) -> list[tuple[bool, bool]]:
    """Return for each box between two labels, with nothing beside it, whether lines end before it and behind it."""
    return [
        (_breaks(shown, before.end, box.start), _breaks(shown, box.end, place.start))
        for before, place in pairwise(places)
        if (box := place.box) is not None and box.start == before.end
    ]


def _breaks(shown: Print, before: int, behind: int) -> bool:
    """Tell whether a line ends in the white space between plain[before - 1] and plain[behind]."""
    return "\n" in shown.raw[shown.ends[before - 1] : shown.starts[behind]]


def _told_by_colour(places: Sequence[_Place]) -> list[_Place]:
    """Return the places; beside filled marks nobody can know what an open circle without brackets is.

    ● 紙 ○ 専用線: radio buttons, the second one blank, or two marks of which a scan filled one. ■ beside □ is a pair of
    boxes that the form's author chose, and nothing is damaged.
    """
    bare = {place.box.content for place in places if place.box is not None and place.box.shape == "bare_mark"}
    is_pair = bare == {"■", "□"}
    if not is_pair and ("○" not in bare or not bare & _FILLED):
        return list(places)
    return [_told(place, is_pair=is_pair) for place in places]


def _told(place: _Place, *, is_pair: bool) -> _Place:
    """Return a place whose box is ■ as a whole one where it is one of a pair, else one whose box is ○ as untold."""
    box = place.box
    if box is None or box.shape != "bare_mark" or box.content != ("■" if is_pair else "○"):
        return place
    return replace(place, box=replace(box, shape="square") if is_pair else replace(box, content="?"))


def _chosen(places: Sequence[_Place]) -> list[tuple[int, BoxRule | None]]:
    """Return for each label its place (as an index), and why its box tells nothing, if so, besides what stands in it."""
    by_label: dict[int, list[int]] = {}
    for at, place in enumerate(places):
        by_label.setdefault(place.label, []).append(at)
    lost: BoxRule | None = "identical_checkboxes" if _all_the_same(places) else None
    chosen: list[tuple[int, BoxRule | None]] = []
    for found in by_label.values():
        states = {places[at].read()[0]: at for at in reversed(found)}
        told = [at for state, at in states.items() if state != "unreadable"]
        verdict = "contradictory" if len(told) > 1 else lost
        chosen.append((min(told or found, key=lambda at: (places[at].box is None, at)), verdict))
    return chosen


def _all_the_same(places: Sequence[_Place]) -> bool:
    """Tell whether every box is the same unchecked checkbox in brackets."""
    boxes = [place.box for place in places if place.box is not None]
    same = len({box.content for box in boxes}) == 1 and boxes[0].content in _UNCHECKED
    return same and all(box.shape in ("bracketed", "closing_lost", "opening_lost", "label_inside") for box in boxes)


def _reading(
    shown: Print,
    label: BoxLabel,
    places: Sequence[_Place],
    chosen: tuple[int, BoxRule | None],
    pairs: Mapping[int, int],
    texts: Mapping[int, _Detail],
) -> BoxReading:
    at, verdict = chosen
    place = places[at]
    state, rule = place.read()
    if verdict is not None and place.box is not None:
        state, rule = "unreadable", verdict
    last = place.last if place.below is None else place.below
    limit = next((after.first for after in places[at + 1 :] if after.first >= last), len(shown.plain))
    count = _COUNT_BEHIND.match(shown.plain, last)
    behind = count is None and (place.below is None or shown.plain.startswith("(", last))
    detail = _detail(shown.plain, label, last, limit, pairs) if behind else _Detail(None, 0, 0)
    if texts:
        detail = texts.get(at, _Detail(None, 0, 0))
    elif at > 0 and detail.rule is not None:
        detail = _whole_before(shown.plain, places[at - 1], place, detail, pairs)
    start, end = shown.span(place.first, place.last)
    return BoxReading(
        label=label.label,
        state=state,
        detail=None if detail.rule is None else shown.cut(detail.start, detail.end),
        rule=rule,
        start=start,
        end=end,
        inferred=rule in _INFERRED,
        count=None if count is None else count_of(count),
        detail_rule=detail.rule,
    )


# ------------------------------------------------------------------------------------------- the text in parentheses

_COUNT_BEHIND = re.compile(rf"(?:件数:?)?{COUNT}")
_NO_TEXT = re.compile(rf"{_ANY}*")
"""What the parentheses of a box hold: they are no parentheses for text."""
_GOING_ON = frozenset("、,・。")
"""What goes on with a text behind a parenthesis: that was none of the form's."""


@dataclass(frozen=True, slots=True)
class _Detail:
    """The text in parentheses in squashed text; no rule where there are no parentheses."""

    rule: DetailRule | None
    start: int
    end: int


def _detail(plain: str, label: BoxLabel, start: int, limit: int, pairs: Mapping[int, int]) -> _Detail:
    """Return the text in the parentheses behind a label that ends at `start`; the next box or label begins at `limit`.

    A label of the form without parentheses may have some by its author: those that hold text.
    """
    if start >= limit or plain[start] != "(":
        lost = label.free and start < limit - 1 and plain[limit - 1] == ")" and _surplus(plain, start, limit) == 1
        return _Detail("opening_lost", start, limit - 1) if lost else _Detail(None, 0, 0)
    closing = pairs.get(start, limit)
    if closing >= limit:
        return _Detail("closing_lost", start + 1, limit) if label.free else _Detail(None, 0, 0)
    if not label.free and _NO_TEXT.fullmatch(plain, start + 1, closing):
        return _Detail(None, 0, 0)
    if closing > start + 1 and plain[limit - 1] == ")" and _surplus(plain, closing + 1, limit) == 1:
        return _Detail("closing_displaced", start + 1, limit - 1)
    if start + 1 < closing < limit - 1 and plain[closing + 1] in _GOING_ON:
        return _Detail("closing_displaced", start + 1, limit)
    return _Detail("closed", start + 1, closing)


def _texts_before(
    shown: Print, places: Sequence[_Place], labels: Sequence[BoxLabel], pairs: Mapping[int, int]
) -> dict[int, _Detail]:
    """Return the text in the parentheses before each place that has some; empty where they stand behind, as printed.

    They stand before their boxes where each box with parentheses has them right before it and no other has.
    """
    found: dict[int, _Detail] = {}
    floor = 0
    for at, place in enumerate(places):
        closing = pairs.get(floor, -2) if shown.plain.startswith("(", floor) else -2
        if (closing + 1 == place.first) != labels[place.label].free:
            return {}
        if labels[place.label].free:
            found[at] = _Detail("before_box", floor + 1, closing)
        floor = place.last
    return found if floor == len(shown.plain) or not shown.plain.startswith("(", floor) else {}


def _surplus(plain: str, start: int, end: int) -> int:
    """Return how many more parentheses are closed than opened."""
    return plain.count(")", start, end) - plain.count("(", start, end)


def _whole_before(plain: str, previous: _Place, place: _Place, detail: _Detail, pairs: Mapping[int, int]) -> _Detail:
    """Return the text between the previous label and this box, where it ends with all that the parentheses hold."""
    start = previous.last
    if plain.startswith("(", start):
        start = pairs.get(start, place.first) + 1
    size = detail.end - detail.start
    if (
        size == 0
        or place.first - start <= size
        or plain[detail.start : detail.end] != plain[place.first - size : place.first]
    ):
        return detail
    return _Detail("repeated_before", start, place.first)
