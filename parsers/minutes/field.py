"""A field of the header of minutes, and how to look one up among the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from normalize.markers import Marker, find_marker
from parsers.minutes.words import FieldKey, minutes_words
from parsers.passage import Passage

__all__ = ["Field", "fields_of", "first_text", "held_by"]


@dataclass(slots=True)
class Field:
    """A field of the header: its label as printed, the lines of its value, and the strips that hold it, `at` the first.

    `narrated` says that sentences stand between the entries of an agenda: only its next number goes on with it. `series`
    holds the last number of each kind of marker among the lines, `columns` says which cells of a row belong to the value.
    `unknown` says that the label is none that is listed: only its place shows that it is one. `stacked` says that it
    stands below another without a value, as in a table whose columns a dump prints one after the other: what stands below
    it is the next label.
    """

    key: FieldKey
    label: str
    at: int
    values: list[Passage] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    note: str = ""
    narrated: bool = False
    series: dict[str, int] = field(default_factory=dict)
    columns: tuple[int, ...] | None = None
    unknown: bool = False
    stacked: bool = False

    def add(self, lines: Iterable[Passage]) -> None:
        """Add lines to the value."""
        for line in lines:
            self.values.append(line)
            marker = find_marker(line.text, minutes_words().counting)
            if marker is not None:
                self.series[_series(marker)] = marker.number or 0

    def last(self, marker: Marker) -> int | None:
        """Return the last number among the lines of the series that a marker counts on in; None for none."""
        return self.series.get(_series(marker))

    @property
    def end(self) -> int:
        """The strip behind the last of its own."""
        return self.held[-1] + 1 if self.held else self.at

    @property
    def text(self) -> str:
        """The value's lines."""
        return "\n".join(value.text for value in self.values)


def _series(marker: Marker) -> str:
    """Return the series that a number counts on in: 審議 1 and 報告 1 are of two."""
    return marker.word or marker.kind


def held_by(fields: Iterable[Field]) -> set[int]:
    """Return the numbers of the strips that hold fields."""
    return {number for one in fields for number in one.held}


def fields_of(fields: Sequence[Field], *keys: FieldKey) -> Iterator[Field]:
    """Yield the fields with a value, in the order of the keys."""
    return (one for key in keys for one in fields if one.key == key and one.text.strip())


def first_text(fields: Sequence[Field], *keys: FieldKey) -> str | None:
    """Return the value of the first field of the keys; None where none has a value."""
    return next((one.text.strip() for one in fields_of(fields, *keys)), None)
