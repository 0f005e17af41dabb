"""On a damaged print the engine abstains rather than err: what it got wrong without a word is counted, item by item.

A unit is an item's value, or one box of it. It is correct, abstained (no value and a status that says so, or an issue on
the item), or a silent error. Units that the clean reading does not have count only where the damaged one makes up a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Literal, TypeAlias

import pytest
from corruption import (
    KINDS,
    Kind,
    damage,
    drop_brackets,
    drop_cells,
    drop_labels,
    drop_options,
    misread_characters,
    split_tables,
    swap_rows,
)

from hyokasho.engine import read_source
from normalize.text import squash
from parsers.records import Checkbox, Issue, Item

ID = "0123456789abcdef"
SAMPLES = ("02_kiso_juminzei.txt", "03_juten_kokuho.md")
RATES = (0.01, 0.03, 0.10)
SEEDS = range(8)
SILENT_AT_3 = 0.01
AS_PRINTED = 0.9
"""Noise in the characters of a text is in the source, not made by the reading: so much alike is right."""

Outcome: TypeAlias = Literal["correct", "abstained", "silent"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What was read at one place of the form; `told` where the reading itself says that it is not certain."""

    kind: str
    value: str | None
    status: str
    told: bool

    @property
    def is_missing(self) -> bool:
        return self.value is None and self.status in {"absent", "unreadable"}


Units: TypeAlias = Mapping[tuple[object, ...], Unit]
MISSING = Unit("", None, "absent", told=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One unit, clean and damaged, and what became of it."""

    sample: str
    rate: float
    seed: int
    name: tuple[object, ...]
    clean: Unit
    damaged: Unit
    outcome: Outcome


def units(text: str, name: str) -> Units:
    """Return what stands in a dump by the place in the form; of several documents the one that has it counts."""
    records = read_source(text.encode(), name, ID).records
    told = {(row.document_id, row.item_no) for row in records if isinstance(row, Issue) and row.item_no is not None}
    names: dict[tuple[str, int], tuple[object, ...]] = {}
    found: dict[tuple[object, ...], Unit] = {}
    for row in records:
        if isinstance(row, Item):
            place: tuple[object, ...] = (row.key, row.file_no, row.group, row.group_no)
            names[row.document_id, row.no] = place
            value = str(row.date_start) if row.date_start else row.value
            unit = Unit(row.kind, value, row.status, (row.document_id, row.no) in told)
        elif isinstance(row, Checkbox):
            place = (*names[row.document_id, row.item_no], row.label)
            checked = None if row.checked is None else str(row.checked)
            unit = Unit("box", checked, row.status, (row.document_id, row.item_no) in told)
        else:
            continue
        if found.get(place, MISSING).is_missing:
            found[place] = unit
    # An item of boxes is counted by its boxes.
    return {place: unit for place, unit in found.items() if unit.kind != "checkboxes"}


def outcome(clean: Unit, damaged: Unit) -> Outcome:
    if _is_right(clean, damaged):
        return "correct"
    return "abstained" if damaged.is_missing or damaged.told else "silent"


def _is_right(clean: Unit, damaged: Unit) -> bool:
    if clean.value is None or damaged.value is None:
        return clean.value is damaged.value and damaged.status == clean.status
    if clean.kind != "text":
        return damaged.value == clean.value
    matcher = SequenceMatcher(None, squash(clean.value), squash(damaged.value), autojunk=False)
    return matcher.quick_ratio() >= AS_PRINTED and matcher.ratio() >= AS_PRINTED


def compared(clean: Units, damaged: Units) -> Iterator[tuple[tuple[object, ...], Unit, Unit]]:
    for name in {**clean, **damaged}:
        before, after = clean.get(name, MISSING), damaged.get(name, MISSING)
        made_up = after.value is not None and outcome(before, after) == "silent"
        if made_up or not before.is_missing:
            yield name, before, after


def cases(samples: Path, rates: tuple[float, ...] = RATES) -> Iterator[Case]:
    for sample in SAMPLES:
        text = (samples / sample).read_text(encoding="utf-8")
        clean = units(text, sample)
        for rate in rates:
            for seed in SEEDS:
                for name, before, after in compared(clean, units(damage(text, rate, seed), sample)):
                    yield Case(sample, rate, seed, name, before, after, outcome(before, after))


@pytest.fixture(scope="module")
def shares(samples: Path) -> Mapping[tuple[float, Outcome], float]:
    counts = Counter((case.rate, case.outcome) for case in cases(samples))
    whole = {rate: sum(count for (own, _), count in counts.items() if own == rate) for rate in RATES}
    every: tuple[Outcome, ...] = ("correct", "abstained", "silent")
    return {(rate, one): counts[rate, one] / whole[rate] for rate in RATES for one in every}


def test_at_3_percent_at_most_1_percent_is_wrong_without_a_word(
    shares: Mapping[tuple[float, Outcome], float],
) -> None:
    assert shares[0.03, "silent"] <= SILENT_AT_3


def test_more_noise_brings_more_abstentions_than_silent_errors(
    shares: Mapping[tuple[float, Outcome], float],
) -> None:
    silent, abstained = (shares[0.10, one] - shares[0.01, one] for one in ("silent", "abstained"))
    assert silent < abstained


@pytest.mark.parametrize("sample", SAMPLES)
def test_without_damage_everything_is_correct(samples: Path, sample: str) -> None:
    text = (samples / sample).read_text(encoding="utf-8")
    clean = units(text, sample)
    found = list(compared(clean, units(damage(text, 0.0, 1), sample)))
    assert len(found) > 40
    assert {outcome(before, after) for _, before, after in found} == {"correct"}


@pytest.mark.parametrize(
    ("clean", "damaged", "expected"),
    [
        (Unit("text", "a", "read", told=False), Unit("text", "a", "inferred", told=True), "correct"),
        (Unit("text", "a", "read", told=False), Unit("text", "b", "inferred", told=True), "abstained"),
        (Unit("text", "a", "read", told=False), Unit("text", "b", "read", told=False), "silent"),
        (Unit("text", "a", "read", told=False), Unit("text", None, "blank", told=False), "silent"),
        (Unit("text", "a", "read", told=False), MISSING, "abstained"),
        (Unit("text", None, "blank", told=False), MISSING, "abstained"),
        (Unit("text", None, "blank", told=False), Unit("text", "b", "read", told=False), "silent"),
        (Unit("text", "市民税課の所掌する事務", "read", told=False), Unit("text", "市民税課の所掌する事努", "read", told=False), "correct"),
        (Unit("choice", "未定のもの", "read", told=False), Unit("choice", "末定のもの", "read", told=False), "silent"),
        (Unit("box", "True", "read", told=False), Unit("box", "False", "read", told=False), "silent"),
    ],
)  # fmt: skip
def test_outcomes(clean: Unit, damaged: Unit, expected: Outcome) -> None:
    assert outcome(clean, damaged) == expected


# ------------------------------------------------------------------------------------------------------------ the tool


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_changes_a_sample_and_nothing_at_rate_0(samples: Path, sample: str, kind: Kind) -> None:
    text = (samples / sample).read_text(encoding="utf-8")
    assert kind.apply(text, 0.0, Random(1)) == text
    assert kind.apply(text, 0.5, Random(1)) != text


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_seed_gives_the_same_bytes(samples: Path, sample: str) -> None:
    text = (samples / sample).read_text(encoding="utf-8")
    assert damage(text, 0.03, 7).encode() == damage(text, 0.03, 7).encode()
    assert damage(text, 0.03, 7) != damage(text, 0.03, 8)
    assert damage(text, 0.0, 7) == text


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (drop_brackets, "[ ○ ] 紙", " ○  紙"),
        (drop_labels, "| ①部署 | 税務課 |\n|---|---|", "| | 税務課 |\n|---|---|"),
        (drop_labels, "②事務の概要\n賦課する。\n2.対象人数", "賦課する。"),
        (drop_cells, "| ①部署 | 税務課 |\n|---|---|\n\nなし", "|---|---|\n"),
        (drop_options, "[ 未定 ]\n<選択肢>\n1) 実施する\n2) 未定\n次", "[ 未定 ]\n\n次"),
        (drop_options, "| [ 委託する ] &lt;選択肢&gt;<br>( 2 ) 件<br>1) 委託する | 次 |", "| [ 委託する ] ( 2 ) 件| 次 |"),
        (swap_rows, "| a |\n| b |\n| c |\n\nd", "| b |\n| a |\n| c |\n\nd"),
        (misread_characters, "| 事務1 | <br>ー |", "|努l|<br>一|"),
    ],
)  # fmt: skip
def test_each_kind_does_what_it_says(kind: Callable[[str, float, Random], str], text: str, expected: str) -> None:
    assert kind(text, 1.0, Random(1)) == expected


def test_tables_are_cut_between_rows_and_nothing_is_lost() -> None:
    cut = split_tables("| a |\n|---|\n| b |\n| c |\n| d |", 1.0, Random(1)).split("\n")
    assert cut[:3] == ["| a |", "|---|", "| b |"]
    assert [line for line in cut if line.startswith("|")] == ["| a |", "|---|", "| b |", "| c |", "| d |"]
    assert cut.count("") >= 2
