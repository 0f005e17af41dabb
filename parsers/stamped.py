"""The date that stands right above the form's version on the cover: that is where the form prints it, whatever label is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.text import squash
from parsers.apart import is_day
from parsers.filled import FilledSlot
from parsers.forms import Form
from parsers.fragments import Fragment
from parsers.readings import read_value

__all__ = ["dated_by_stamp"]

ABOVE_STAMP = "date_above_the_stamp"
"""The rule, as issues name it."""


def dated_by_stamp(
    slots: Sequence[FilledSlot], form: Form, pieces: Sequence[Fragment], stamp: int | None
) -> list[FilledSlot]:
    """Return the slots with the day above the stamp, fragment `stamp`, where the item printed there has none.

    An item that took it for its own gives it up.
    """
    found = list(slots)
    key = _key_above_stamp(form)
    at = next((number for number, slot in enumerate(slots) if slot.slot.node.key == key), None)
    if at is None or not stamp or slots[at].reading.start is not None:
        return found
    above = pieces[stamp - 1]
    if not is_day(squash(above.text)):
        return found
    for number, slot in enumerate(slots):
        if slot.region is not None and stamp - 1 in slot.region.sources:
            rest = slot.region.only([part for part, source in enumerate(slot.region.sources) if source != stamp - 1])
            reading = read_value(slot.slot.node, rest.value)
            found[number] = replace(slot, region=rest, reading=replace(reading, rule=ABOVE_STAMP))
    own = found[at].region
    region = replace(own, parts=[above.passage], sources=[stamp - 1], runs_on=[False]) if own is not None else None
    reading = replace(read_value(slots[at].slot.node, above.text), status="inferred", rule=ABOVE_STAMP)
    found[at] = replace(found[at], region=region, head=found[at].head or above, reading=reading)
    return found


def _key_above_stamp(form: Form) -> str | None:
    """Return the key of the date that the form prints right above its version."""
    before: str | None = None
    for place in form.places():
        if place.node.role == "stamp":
            return before
        before = place.node.key if place.node.kind == "date" else None
    return None
