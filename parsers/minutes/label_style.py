"""How a header sets off its labels: numbers that count on, or one sign before each. A line in that style is a label, known or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import regex

from normalize.markers import find_marker
from normalize.text import squash
from parsers.minutes.names import group_of
from parsers.minutes.speaker import read_speaker
from parsers.minutes.words import GAP

__all__ = ["LabelStyle"]

LEAST_SIGNED = 2
"""Labels with the same sign that make it the sign of labels: one may head a list."""
LEAST_NUMBERED = 3
"""Labels with numbers of one kind that make numbers left out between two of them no matter."""
LARGEST_STEP = 3
"""Two labels that were told as something else may stand between two."""
SIGNED = regex.compile(
    rf"(?P<sign>[●○◯〇■◆□◇▼▽◎★【〔《≪]){GAP}*(?P<label>\p{{L}}(?:[\p{{L}}・]|{GAP}(?=\p{{L}}{GAP}))*){GAP}*(?:[】〕》≫:：]|{GAP}|$)"
)


class LabelStyle:
    """What stood before the labels of a header so far: the last number of a series, and signs."""

    def __init__(self) -> None:
        self._number: tuple[str, int] | None = None
        self._numbered: Counter[str] = Counter()
        self._signs: Counter[str] = Counter()

    def note(self, line: str) -> None:
        """Note what stands before a label."""
        marker = find_marker(line)
        if marker is not None and marker.number is not None:
            kind, last = self._number or ("", 0)
            grows = marker.kind == kind and marker.number > last
            self._numbered[marker.kind] = self._numbered[marker.kind] + 1 if grows else 1
            self._number = (marker.kind, marker.number)
        if (signed := SIGNED.match(line.strip())) is not None:
            self._signs[signed["sign"]] += 1

    def _step(self, kind: str) -> int:
        """Return by how much the number of the next label may be higher: several numbers that grew make it sure that they are labels'."""
        return LARGEST_STEP if self._numbered[kind] >= LEAST_NUMBERED else 1

    def labels(self, line: str, series: Mapping[str, int], *, heads: bool) -> bool:
        """Tell whether a line is set off as the labels before it.

        `series` are the last numbers of a list that it may go on with; one that `heads` a speech may be a heading.
        """
        marker = find_marker(line)
        if marker is not None and marker.number is not None and self._number is not None:
            kind, last = self._number
            goes_on = series.get(kind) in {last, marker.number - 1}
            return not heads and marker.kind == kind and 0 < marker.number - last <= self._step(kind) and not goes_on
        signed = SIGNED.match(line.strip())
        if signed is None or self._signs[signed["sign"]] < LEAST_SIGNED:
            return False
        label = squash(signed["label"])
        return group_of(label) is None and read_speaker(label) is None
