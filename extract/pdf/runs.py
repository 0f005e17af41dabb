"""The text page of MuPDF to runs of characters that can be seen.

Span by span the engine is fast, character by character it is slow. So it is asked for characters only where a span is
not as long as the advances of its characters: there may be a gap that means a space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.pdf.engine import Character, Span, TextLine
from extract.pdf.ink import EVEN, RAISED, STRUCK, UNMAPPED, Advances, Corners, Run, Stretch, hull, lies_in, start_of
from extract.sheet import Fault, Place

__all__ = ["CONTROL", "SURROGATE", "Fonts", "is_white", "visible"]

_MIN_SIZE = 1.0
"""Points. Smaller type is not meant to be seen: anchors and search words that authoring tools hide."""

_PAINTED = 16 | 32
"""Bits of a span's `char_flags`: filled, stroked. Text with neither is invisible (render mode 3) or only clips (7)."""

_PALE = 0xFD
"""From here on (every component of the colour) ink can't be told from the paper."""

_LIGHT = _PALE << 16
"""No colour below is white, as its red is not."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Codes that print nothing."""

SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a pair: no character, and no encoding takes it."""

_TWICE = re.compile(r"(.)\1", re.DOTALL)
"""A character that may be struck twice."""

UNPRINTED = re.compile(rf"{CONTROL.pattern}|{SURROGATE.pattern}")

_RIGHT = (1.0, 0.0)
"""Direction of a line that reads from left to right."""


@dataclass(slots=True)
class _Found:
    """The runs of a page; by their index, the ink of those that may not be seen, and where those with gaps come from:
    line and span."""

    runs: list[Run]
    dim: list[tuple[int, Span]]
    uneven: list[tuple[int, int, int]]


class Fonts(dict[str, Advances]):
    """The advances of a document's fonts by name, learnt while its pages are read."""

    def __missing__(self, name: str) -> Advances:
        """Begin a font."""
        self[name] = advances = Advances()
        return advances


def is_white(color: int) -> bool:
    """Tell whether ink of a colour (0xRRGGBB) can't be told from the paper."""
    return color & 0xFF >= _PALE and color >> 8 & 0xFF >= _PALE and color >> 16 >= _PALE


def visible(
    lines: Sequence[TextLine],
    characters: Callable[[Sequence[int]], Mapping[int, Sequence[Sequence[Character]]]],
    backgrounds: Sequence[Corners],
    fonts: Fonts,
    place: Place,
) -> tuple[tuple[Run, ...], list[Fault]]:
    """Return the runs that can be seen; those drawn invisibly where a page has no others (a recognition layer).

    White type can be seen on one of the `backgrounds`. `characters` gives those of the lines with the given indexes, span
    by span; it is asked only where some are needed.
    """
    found = _found(lines, fonts)
    if found.uneven:
        exact = characters([number for _, number, _ in found.uneven])
        for at, number, index in found.uneven:
            found.runs[at] = _exact(found.runs[at], exact[number][index], fonts[lines[number]["spans"][index]["font"]])
    unseen = {at for at, span in found.dim if not _shows(found.runs[at], span, backgrounds)}
    seen = [run for at, run in enumerate(found.runs) if run.text and at not in unseen]
    faults: list[Fault] = []
    if unseen and (count := _count(found.runs[at] for at in unseen)):
        if _count(seen) == 0:
            seen = [run for run in found.runs if run.text]
            faults.append(Fault("invisible_text", "all text is drawn invisibly, as text recognition leaves it", place))
        else:
            faults.append(Fault("hidden_text", f"{count} characters drawn invisibly are left out", place))
    unmapped = len(UNMAPPED.findall("".join([run.text for run in seen])))
    if unmapped:
        faults.append(Fault("unmapped_characters", f"{unmapped} characters have no known meaning", place))
    return tuple(seen), faults


def _found(lines: Sequence[TextLine], fonts: Fonts) -> _Found:
    """Return the runs of all lines. Most lines are one span that reads from left to right and has no gaps."""
    found = _Found([], [], [])
    runs, dim = found.runs, found.dim
    for number, line in enumerate(lines):
        spans = line["spans"]
        if len(spans) > 1 or line["dir"] != _RIGHT:
            _add(found, number, spans, _turn(*line["dir"]), fonts)
            continue
        span = spans[0]
        text, size, box = span["text"], span["size"], span["bbox"]
        if size < _MIN_SIZE or not text:
            continue
        advances = fonts[span["font"]]
        if not (text.isprintable() or _prints(text)) or (
            len(text) > 1 and not advances.fill(text, (box[2] - box[0]) / size)
        ):
            found.uneven.append((len(runs), number, 0))
        if not span["char_flags"] & _PAINTED or span["alpha"] == 0 or span["color"] >= _LIGHT:
            dim.append((len(runs), span))
        runs.append(Run(0, span["origin"][1], box[0], text, box, size, advances))
    return found


def _add(found: _Found, number: int, spans: Sequence[Span], turn: int, fonts: Fonts) -> None:
    """Add the runs of a line of several spans or of another direction."""
    for first, stretches, gappy in _stretches(spans, turn, fonts):
        if gappy is not None:
            found.uneven.append((len(found.runs), number, gappy))
        if not first["char_flags"] & _PAINTED or first["alpha"] == 0 or first["color"] >= _LIGHT:
            found.dim.append((len(found.runs), first))
        found.runs.append(_run(first, stretches, turn))


def _shows(run: Run, ink: Span, backgrounds: Sequence[Corners]) -> bool:
    if ink["alpha"] == 0 or not ink["char_flags"] & _PAINTED:
        return False
    return not is_white(ink["color"]) or any(lies_in(run.box, background) for background in backgrounds)


def _turn(dx: float, dy: float) -> int:
    """Return the quarter turns of a direction; a slanted one (a watermark) counts as the nearest."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 2
    return 1 if dy > 0 else 3


def _stretches(spans: Sequence[Span], turn: int, fonts: Fonts) -> Iterator[tuple[Span, list[Stretch], int | None]]:
    """Yield what makes a run each: spans of one ink and size that go on where the one before ends.

    A span with gaps or control codes in it comes alone, with its index.
    """
    first: Span | None = None
    found: list[Stretch] = []
    line = 0.0
    for index, span in enumerate(spans):
        text, size, box = span["text"], span["size"], span["bbox"]
        if size < _MIN_SIZE or not text:
            continue
        advances, depth = fonts[span["font"]], span["origin"][1] if turn == 0 else _depth(span, turn)
        even = (text.isprintable() or _prints(text)) and (
            len(text) == 1 or advances.fill(text, _length(box, turn) / size)
        )
        if first is not None:
            near = even and abs(depth - line) <= RAISED * size and abs(_gap(found[-1].box, box, turn)) <= EVEN * size
            if near and _is_alike(first, span):
                found.append(Stretch(text, box, advances))
                continue
            yield first, found, None
        if even:
            first, found, line = span, [Stretch(text, box, advances)], depth
        else:
            yield span, [Stretch(text, box, advances)], index
            first = None
    if first is not None:
        yield first, found, None


def _prints(text: str) -> bool:
    """Tell whether a text holds no codes that print nothing; to Python even an ideographic space is one of them."""
    return UNPRINTED.search(text) is None


def _length(box: Corners, turn: int) -> float:
    return box[3] - box[1] if turn & 1 else box[2] - box[0]


def _gap(before: Corners, box: Corners, turn: int) -> float:
    """Return how far one box begins behind the end of another, along the reading direction."""
    return box[turn] - before[turn + 2] if turn < 2 else before[turn - 2] - box[turn]


def _depth(span: Span, turn: int) -> float:
    """Return where a span's baseline lies, across the reading direction."""
    x, y = span["origin"]
    return (y, -x, -y, x)[turn]


def _is_alike(first: Span, span: Span) -> bool:
    return (
        span["size"] == first["size"]
        and span["color"] == first["color"]
        and span["alpha"] == first["alpha"]
        and span["char_flags"] == first["char_flags"]
    )


def _run(first: Span, stretches: Sequence[Stretch], turn: int) -> Run:
    depth = _depth(first, turn)
    text, box, advances = stretches[0]
    if len(stretches) == 1:
        return Run(turn, depth, start_of(box, turn), text, box, first["size"], advances)
    text, box = "".join([one.text for one in stretches]), hull([one.box for one in stretches])
    return Run(turn, depth, start_of(box, turn), text, box, first["size"], None, tuple(stretches))


def _exact(run: Run, chars: Sequence[Character], advances: Advances) -> Run:
    """Return a run with the boxes of its characters, without control codes and characters struck twice."""
    text, boxes = "".join([char["c"] for char in chars]), tuple([char["bbox"] for char in chars])
    plain = len(text) == len(boxes) and _prints(text) and not _TWICE.search(text)
    if not plain:
        kept = _once(chars, run.size)
        text, boxes = "".join([char for char, _ in kept]), tuple([box for _, box in kept])
    if not text:
        return run._replace(text="")
    low, high = (1, 3) if run.turn & 1 else (0, 2)
    advances.learn(text, [(box[high] - box[low]) / run.size for box in boxes])
    return run._replace(advances=None, glyphs=boxes) if plain else run.of(text, boxes)


def _once(chars: Sequence[Character], size: float) -> list[tuple[str, Corners]]:
    """Return the characters that print something, each once."""
    kept: list[tuple[str, Corners]] = []
    for char in chars:
        text, box = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", char["c"]), char["bbox"]
        if not CONTROL.match(text) and not (kept and kept[-1][0] == text and _is_struck_again(kept[-1][1], box, size)):
            kept.append((text, box))
    return kept


def _is_struck_again(before: Corners, box: Corners, size: float) -> bool:
    return abs(box[0] - before[0]) <= STRUCK * size and abs(box[1] - before[1]) <= STRUCK * size


def _count(runs: Iterable[Run]) -> int:
    return sum(len("".join(run.text.split())) for run in runs)
