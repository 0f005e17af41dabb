"""Who and when: organisation and date of a document, from its labels or its first lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from normalize.dates import DateValue, find_dates
from normalize.markers import find_marker
from normalize.organisations import Organisation, find_organisation
from normalize.text import squash
from parsers.bundle import Part
from parsers.definitions import is_navigation
from parsers.labels import match_label
from parsers.municipalities import FIRST_LINES, municipality_of, prefectures_beside
from parsers.records import Assessment
from parsers.titles import title_of

__all__ = ["Head", "read_head"]


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself; null where it does not say it."""

    title: str | None
    organisation: str | None
    authority: Organisation | None
    document_date: date | None


def read_head(part: Part, cover: Assessment | None = None) -> Head:
    """Return title, organisation (as printed) and date of a document; never a date that only its form version tells.

    Where the document is a form, what was read from its `cover` goes before what stands behind labels.
    """
    title = title_of(part)
    organisation = (cover.organisation if cover else None) or _labelled(part, part.kind.organisation)
    if organisation is None and part.kind.organisation_in_text:
        organisation = municipality_of(part, title)
    document_date = (cover.published_on if cover else None) or _date(part)
    return Head(title, organisation, _authority(part, organisation), document_date)


def _authority(part: Part, organisation: str | None) -> Organisation | None:
    """Return the local authority; of several that share a name, the one whose prefecture the document prints with it."""
    found = find_organisation(organisation) if organisation else None
    if organisation is None or found is None or "ambiguous" not in found.flags:
        return found
    name = regex.match(r".+?[市区町村]", squash(organisation))
    prefectures = prefectures_beside(part, name[0]) if name else set()
    return find_organisation(organisation, prefectures.pop()) if len(prefectures) == 1 else found


def _date(part: Part) -> date | None:
    value = _labelled(part, part.kind.date)
    mentions = find_dates(value) if value else []
    if mentions:
        return _day(mentions[0].value)
    if not part.kind.date_line:
        return None
    for paragraph in part.paragraphs[:FIRST_LINES]:
        text = paragraph.text
        found = find_dates(text) if not is_navigation(squash(text)) else []
        if len(found) == 1 and found[0].value.kind == "date" and len(squash(found[0].raw)) >= len(squash(text)) - 1:
            return _day(found[0].value)
    return None


def _day(value: DateValue) -> date | None:
    """Return the first day of a date told to the day."""
    return value.start if value.precision == "day" else None


def _labelled(part: Part, labels: Sequence[str]) -> str | None:
    """Return the value that stands beside or below the first of the labels that the document has.

    None where it has none of them, and where below one stands the next label.
    """
    for label in labels:
        for number, paragraph in enumerate(part.paragraphs):
            marker = find_marker(paragraph.text)
            found = match_label(paragraph.text, (label,), marker.end if marker else 0)
            if found is not None:
                below = part.paragraphs[number + 1].text if number + 1 < len(part.paragraphs) else ""
                return found.value or (below if match_label(below, part.kind.labels) is None else None) or None
    return None
