"""The place columns that every record has that was read from somewhere."""

from __future__ import annotations

from typing import TypedDict

from extract.sheet import Place

__all__ = ["Provenance", "provenance"]


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
