"""What is compared with what: data/consistency.yaml, read and checked once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import regex
import yaml

from extract.errors import DefinitionError
from parsers.definitions import data_file
from parsers.forms import forms

__all__ = [
    "ORDER",
    "ConsistencyRules",
    "Obligation",
    "Statement",
    "Threshold",
    "ThresholdRule",
    "consistency_rules",
    "load_consistency_rules",
]

Obligation = Literal["none", "basic", "priority", "full"]
ORDER: tuple[Obligation, ...] = ("none", "basic", "priority", "full")
"""Assessments by how much they ask for: one that asks for more may be made of one's own accord."""


class _Rules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all parts of the file share."""


class Statement(_Rules, frozen=True):
    """What can be true of a form: an item has an answer, or something stands below a node."""

    item: str | None = None
    answer: str | None = None
    denied: bool = msgspec.field(name="not", default=False)
    filled: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


class ThresholdItems(_Rules, frozen=True):
    """The items of the forms that hold what a threshold goes by, and what is said to follow."""

    people: str
    handlers: str
    incident: str
    result: str
    submitted: str


class Raising(_Rules, frozen=True):
    """The answers that raise what is obligatory."""

    handlers: str
    incident: str


class ThresholdRule(_Rules, frozen=True):
    """What is obligatory from so many people on."""

    people: int
    plain: Obligation
    raised: Obligation


class Threshold(_Rules, frozen=True):
    """Which assessment is obligatory, and how the forms say so. `results` and `submitted` are patterns by obligation."""

    items: ThresholdItems
    raising: Raising
    rules: tuple[ThresholdRule, ...]
    results: dict[Obligation, str]
    submitted: dict[Obligation, str]


class ConsistencyRules(_Rules, frozen=True):
    """All that is compared; data/consistency.yaml explains every field."""

    counts: dict[str, str]
    bands: dict[str, str]
    exclusive: tuple[Annotated[tuple[Statement, ...], msgspec.Meta(min_length=2, max_length=2)], ...]
    excuses: tuple[Annotated[tuple[Statement, ...], msgspec.Meta(min_length=2, max_length=2)], ...]
    nothings: tuple[str, ...]
    published: str
    dates: tuple[tuple[str, ...], ...]
    threshold: Threshold


@cache
def consistency_rules() -> ConsistencyRules:
    """Return the rules that the package ships."""
    return load_consistency_rules(data_file("consistency.yaml"))


def load_consistency_rules(path: Path) -> ConsistencyRules:
    """Read the rules from a file; raises DefinitionError when it is wrong or names what no form has."""
    try:
        rules = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), ConsistencyRules)
        for pattern in (*rules.threshold.results.values(), *rules.threshold.submitted.values()):
            regex.compile(pattern)
    except (yaml.YAMLError, msgspec.ValidationError, regex.error) as error:
        message = f"{path}: {error}"
        raise DefinitionError(message) from error
    strange = [*_unknown_keys(rules), *_unknown_answers(rules)]
    if strange:
        message = f"{path}: no form has {', '.join(strange)}"
        raise DefinitionError(message)
    return rules


def _unknown_keys(rules: ConsistencyRules) -> list[str]:
    known = {place.node.key for form in forms() for place in form.places()}
    statements = [statement for pair in (*rules.exclusive, *rules.excuses) for statement in pair]
    named = [
        *(key for both in (*rules.counts.items(), *rules.bands.items()) for key in both),
        *(key for one in statements for key in (one.item, *one.filled, *one.written) if key is not None),
        rules.published,
        *(key for chain in rules.dates for key in chain),
        *msgspec.structs.astuple(rules.threshold.items),
    ]
    return [key for key in named if key not in known]


def _unknown_answers(rules: ConsistencyRules) -> list[str]:
    nodes = [place.node for form in forms() for place in form.places()]
    known = {(node.key, label) for node in nodes for label in (*node.options, *(box.label for box in node.boxes))}
    items, raising = rules.threshold.items, rules.threshold.raising
    named = [
        *(
            (one.item, one.answer)
            for pair in (*rules.exclusive, *rules.excuses)
            for one in pair
            if one.item is not None
        ),
        (items.handlers, raising.handlers),
        (items.incident, raising.incident),
    ]
    return [f"{key}: {answer}" for key, answer in named if (key, answer) not in known]
