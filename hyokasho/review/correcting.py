"""Corrections on the pages: how each stands to what the tables hold, and from a form to a correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, get_args

from hyokasho.review.record import ItemView
from parsers.corrections import REVIEWED, Correction, corrected, latest, name_of
from parsers.records import Assessment, Document
from parsers.review import JOINT, Action

__all__ = [
    "LONGEST",
    "STATES",
    "Form",
    "Standing",
    "State",
    "Unfit",
    "correction_of",
    "standings",
    "state_of",
]

State = Literal["pending", "applied", "stale"]
STATES: tuple[State, ...] = get_args(State)
Unfit = Literal["unfit_form", "unfit_who", "unfit_value"]
"""Why a form is no correction; the key of the words that say so."""

LONGEST = 100_000
"""Characters of a value, a name or a reason: what is longer was not typed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The last correction of an item: applied in the tables, pending until they are published, or stale: another value
    is read now than the reviewer saw.
    """

    correction: Correction
    state: State


@dataclass(frozen=True, slots=True)
class Form:
    """What a reviewer sent: `values` are the chosen labels of options and boxes, or the one text."""

    action: str
    values: tuple[str, ...]
    who: str
    why: str


def standings(views: Iterable[ItemView], corrections: Sequence[Correction]) -> Mapping[str, Standing]:
    """Return by the key of its element how the last correction of each item stands."""
    last = latest(corrections)
    named = ((view, last.get(name_of(view.item))) for view in views)
    return {view.key: Standing(one, _state(view, one)) for view, one in named if one is not None}


def correction_of(
    view: ItemView, standing: Standing | None, form: Form, whole: tuple[Document, Assessment | None]
) -> Correction | Unfit:
    """Return the correction that a form asks for, made now, or why it is none.

    The value that the reviewer saw is the one that was read: where a correction is applied already, that is in it.
    """
    action: Action | None = next((known for known in get_args(Action) if known == form.action), None)
    if action is None or any(len(text) > LONGEST for text in (*form.values, form.who, form.why)):
        return "unfit_form"
    if not form.who.strip():
        return "unfit_who"
    old = standing.correction.old_value if standing is not None and _is_reviewed(view) else view.item.value
    new = _value(view, form.values) if action == "correct" else None
    made = Correction(
        name_of(view.item), action, old, new, form.who.strip(), datetime.now(UTC), form.why.strip() or None
    )
    rows = [*whole, view.item, *(row for _, row in view.choices), *(row for _, row in view.checkboxes)]
    tried = corrected([row for row in rows if row is not None], [replace(made, old_value=view.item.value)])
    if tried.stale:
        return "unfit_value"
    return made


def state_of(one: Correction, status: str, value: str | None, *, is_reviewed: bool) -> State:
    """Return how a correction stands to an item of this status and value; `is_reviewed` where one is applied to it."""
    if not is_reviewed:
        return "pending" if value == one.old_value else "stale"
    expected = {"correct": ("corrected", one.new_value), "unreadable": ("unreadable", None)}
    return "applied" if (status, value) == expected.get(one.action, ("corrected", one.old_value)) else "pending"


def _state(view: ItemView, one: Correction) -> State:
    return state_of(one, view.item.status, view.item.value, is_reviewed=_is_reviewed(view))


def _is_reviewed(view: ItemView) -> bool:
    return any(issue.code in REVIEWED for issue in view.issues)


def _value(view: ItemView, values: Sequence[str]) -> str | None:
    """Return the value as the table `items` has it; browsers send line ends of their own."""
    texts = [value.replace("\r\n", "\n").strip() for value in values if value.strip()]
    return (JOINT if view.checkboxes else "\n").join(texts) or None
