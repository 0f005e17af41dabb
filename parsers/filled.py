"""A form as it was filled in: every slot with the print that stands for it and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from extract.sheet import Place
from normalize.markers import find_marker
from parsers.forms import Form
from parsers.fragments import Fragment
from parsers.readings import ValueReading
from parsers.regions import Region
from parsers.slots import Slot

__all__ = ["FilledForm", "FilledSlot"]


@dataclass(frozen=True, slots=True)
class FilledSlot:
    """What the print has for one slot: `region` is None where no label stands for it.

    `number` counts the repeated block, `file` the 特定個人情報ファイル.
    """

    slot: Slot
    number: int | None
    file: int | None
    region: Region | None
    reading: ValueReading
    head: Fragment | None = None

    @property
    def text(self) -> str:
        """What stands behind the label."""
        return self.region.value.strip() if self.region else ""

    @property
    def raw(self) -> str:
        """What stands behind the label, one line per line of print."""
        return self.region.text if self.region else ""

    @property
    def marker(self) -> str | None:
        """The marker of its label as printed; None where it has none."""
        marker = find_marker(self.head.text, ()) if self.head else None
        return (marker.printed or None) if marker else None

    @property
    def is_cell(self) -> bool:
        """Whether its label stands in a cell of a table."""
        return self.head is not None and self.head.is_cell

    @property
    def row(self) -> int | None:
        """The row of its label; None where no label is printed."""
        return self.head.row if self.head else None

    @property
    def where(self) -> Place | None:
        """Where the value stands, where it has none the label; None where neither is printed.

        A value over several pages stands where the option or box is that was read, any other where it begins.
        """
        if self.region is not None and self.region.parts:
            places = [line.place for part in self.region.parts for line in part.lines]
            said = self.part(*self.reading.span) if self.reading.span is not None else None
            page = places[0].page if said is None else said.page
            return Place.hull([place for place in places if place.page == page] or places)
        return Place.hull(line.place for line in self.head.passage.lines) if self.head else None

    @property
    def is_recognised(self) -> bool:
        """Whether its label or its value was recognised from a picture."""
        passages = [*(self.region.parts if self.region else ()), *([self.head.passage] if self.head else ())]
        return any(line.recognised for passage in passages for line in passage.lines)

    def part(self, start: int | None, end: int | None) -> Place | None:
        """Return where characters `start` to `end` of the region's text stand."""
        return self.region.passage.place(start, end) if self.region and start is not None and end is not None else None


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as filled in. `slots` are in reading order, absent ones where the form has them. `stamp` is as printed.

    `unplaced` are labels printed where the order of the form has no place for them, `contents` the headings in the list
    of contents. `disorder` tells how the reading order of the print is lost, None where it is not.
    """

    form: Form
    stamp: str | None
    slots: tuple[FilledSlot, ...]
    unplaced: tuple[Fragment, ...] = ()
    contents: tuple[Fragment, ...] = ()
    disorder: str | None = None
