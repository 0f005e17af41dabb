"""The place columns that every record has that was read from somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from extract.sheet import Place
from parsers.records import Section

__all__ = ["Provenance", "order", "provenance", "section_at"]


class Provenance(TypedDict):
    """The place columns of a record."""

    page: int | None
    x0: float | None
    y0: float | None
    x1: float | None
    y1: float | None
    char_start: int | None
    char_end: int | None


def provenance(place: Place | None) -> Provenance:
    """Return the place columns for a place; all null without one."""
    box = place.box if place else None
    return Provenance(
        page=place.page if place else None,
        x0=box.x0 if box else None,
        y0=box.y0 if box else None,
        x1=box.x1 if box else None,
        y1=box.y1 if box else None,
        char_start=place.start if place else None,
        char_end=place.end if place else None,
    )


def order(place: Place) -> tuple[float, float]:
    """Return what sorts places: page and upper edge, or offset."""
    return (place.page or 0, place.box.y0 if place.box else place.start or 0)


def section_at(place: Place, sections: Sequence[Section]) -> Section | None:
    """Return the last section that begins at or before a place."""
    at = order(place)
    return next((section for section in reversed(sections) if _begins(section) <= at), None)


def _begins(section: Section) -> tuple[float, float]:
    return (section.page or 0, section.y0 if section.y0 is not None else section.char_start or 0)
