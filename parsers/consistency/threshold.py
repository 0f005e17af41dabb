"""Which assessment is obligatory by the thresholds, against the one that is there and what it says follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from normalize.numbers import parse_band
from normalize.text import squash
from parsers.consistency.rules import ORDER, Obligation, Threshold
from parsers.fillings import Filling
from parsers.forms import FormKind
from parsers.issues import Finding

__all__ = ["threshold_findings"]

CODE = "threshold_mismatch"


def threshold_findings(kind: FormKind, fillings: Sequence[Filling], threshold: Threshold) -> Iterator[Finding]:
    """Yield where an assessment asks for less than is obligatory, or says that something else is.

    様式2 is made for every office, so its own kind tells nothing: there it counts what it says is submitted. Where the
    form does not say how many handle the files, or whether there was an incident, both answers are allowed for.
    """
    by_key = {one.node.key: one for one in fillings if one.reading.status == "read"}
    items = threshold.items
    people = by_key.get(items.people)
    allowed = _allowed(by_key, threshold) if people is not None else ()
    if people is None or not allowed:
        return
    least = min(allowed, key=ORDER.index)
    if kind != "basic" and ORDER.index(kind) < ORDER.index(least):
        yield Finding(CODE, f"{people.node.label}: {people.reading.value} / {kind}", people.filled.where, people.no)
    for key, patterns, exact in (
        (items.result, threshold.results, True),
        (items.submitted, threshold.submitted, False),
    ):
        said = by_key.get(key)
        stated = _stated(said.reading.value or "", patterns) if said is not None else None
        if said is None or stated is None:
            continue
        if stated not in allowed if exact else ORDER.index(stated) < ORDER.index(least):
            message = f"{people.node.label}: {people.reading.value} / {said.node.label}: {said.reading.value}"
            yield Finding(CODE, message, said.filled.where, said.no)


def _allowed(by_key: Mapping[str, Filling], threshold: Threshold) -> tuple[Obligation, ...]:
    """Return what can be obligatory by what the form says; empty where the number of people is no band of one rule."""
    band = parse_band(by_key[threshold.items.people].reading.value or "")
    if band is None:
        return ()
    least = band.minimum or 0
    rule = next((rule for rule in reversed(threshold.rules) if rule.people <= least), None)
    if rule is None:
        return ()
    items, raising = threshold.items, threshold.raising
    answers = {
        by_key[key].reading.value == answer if key in by_key else None
        for key, answer in ((items.handlers, raising.handlers), (items.incident, raising.incident))
    }
    if True in answers:
        return (rule.raised,)
    return (rule.plain, rule.raised) if None in answers else (rule.plain,)


def _stated(text: str, patterns: Mapping[Obligation, str]) -> Obligation | None:
    """Return the obligation that a text names; the first pattern that is found decides."""
    folded = squash(text)
    return next((obligation for obligation, pattern in patterns.items() if regex.search(pattern, folded)), None)
