"""What was read of a print, held against its truth.

A unit is one thing that a reader of the table could check. Its outcome:
right      the value is the true one
abstained  the value is null and says so (status unreadable, or an issue: on the item, on the row, or that the order of the
           whole document is lost)
wrong      another value, or null without a word: a silent error
missing    there is no row for it
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal, TypeVar

import regex
import truth

from parsers.records import (
    Change,
    Checkbox,
    Choice,
    InDocument,
    Issue,
    Item,
    Outsourcing,
    Recipient,
    RecordItem,
    System,
)

CHANGE = ("changed_on", "item", "before", "after", "submission", "reason")
Outcome = Literal["right", "abstained", "wrong", "missing"]
T = TypeVar("T", bound=InDocument)


@dataclass(frozen=True, slots=True)
class Unit:
    """One judgement: of what kind, how it came out, and what was read for what."""

    kind: str
    outcome: Outcome
    note: str = ""


@dataclass(slots=True)
class Score:
    """The judgements about one print."""

    units: list[Unit] = field(default_factory=list)

    def counts(self) -> dict[str, Counter[str]]:
        """Return the outcomes by kind."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for unit in self.units:
            found[unit.kind][unit.outcome] += 1
        return dict(found)

    def share(self, outcome: Outcome, kinds: Iterable[str] = ()) -> float:
        """Return the share of units with this outcome."""
        chosen = set(kinds)
        units = [unit for unit in self.units if not chosen or unit.kind in chosen]
        return sum(unit.outcome == outcome for unit in units) / max(1, len(units))


def plain(text: object) -> str:
    """Return a text as two readings of one print must share it: compatibility form, no white space."""
    return regex.sub(r"\s+", "", unicodedata.normalize("NFKC", "" if text is None else str(text)))


def score(records: Sequence[InDocument], expected: truth.Assessment) -> Score:
    """Judge the records of a print."""
    return Score(
        [
            *_items(records, expected),
            *_changes(records, expected),
            *_lists(records, expected),
            *_tables(records, expected),
        ]
    )


def _is_order_lost(records: Sequence[InDocument]) -> bool:
    return any(issue.code == "reading_order_lost" for issue in _of(records, Issue))


def _of(records: Sequence[InDocument], kind: type[T]) -> list[T]:
    return [record for record in records if isinstance(record, kind)]


def _items(records: Sequence[InDocument], expected: truth.Assessment) -> Iterator[Unit]:
    flagged = {issue.item_no for issue in _of(records, Issue) if issue.item_no is not None}
    lost = _is_order_lost(records)
    boxes: dict[int, list[Checkbox]] = defaultdict(list)
    for box in _of(records, Checkbox):
        boxes[box.item_no].append(box)
    chosen: dict[int, list[Choice]] = defaultdict(list)
    for choice in _of(records, Choice):
        chosen[choice.item_no].append(choice)
    found = {_name(item): item for item in _of(records, Item)}
    names = set()
    for want in expected.items:
        names.add(_name(want))
        got = found.get(_name(want))
        if got is None:
            yield Unit("item", "missing", f"{_said(want)}: no row")
            continue
        excused = lost or got.no in flagged or got.status in ("unreadable", "inferred")
        yield _value(want, got, excused=excused)
        yield from _boxes(want, boxes[got.no])
        yield from _options(want, chosen[got.no], excused=excused)
    for name, got in found.items():
        if name not in names and (got.value or got.number is not None):
            yield Unit("item", "wrong", f"{name}: {got.value!r} for nothing")


def _name(item: truth.Item | Item) -> tuple[str, int | None, int | None]:
    return item.key, item.file_no, item.group_no if item.group != "risk" else None


def _said(item: truth.Item) -> str:
    return f"{item.key} file {item.file_no} no {item.group_no}"


def _value(want: truth.Item, got: Item, *, excused: bool) -> Unit:
    kind = "item" if want.kind in ("text", "checkboxes", "count", "date") else want.kind
    good = plain(got.value) == plain(want.value)
    if want.kind == "date":
        good = good and (got.date_start, got.date_end) == (want.start, want.end)
    if want.kind == "count":
        good = got.number == want.number
    abstained = excused and got.value in (None, "")
    note = f"{_said(want)}: {got.value!r} for {want.value!r} ({got.status}, page {got.page})"
    return Unit(kind, "right" if good else "abstained" if abstained else "wrong", "" if good else note)


def _boxes(want: truth.Item, found: Sequence[Checkbox]) -> Iterator[Unit]:
    by_label = {plain(box.label): box for box in found}
    for box in want.boxes:
        got = by_label.get(plain(box.label))
        note = f"{_said(want)}: {box.label}: "
        if got is None:
            yield Unit("box", "missing", note + "no row")
            continue
        outcome: Outcome = "right" if got.checked == box.checked else "abstained" if got.checked is None else "wrong"
        yield Unit("box", outcome, "" if outcome == "right" else f"{note}{got.checked} for {box.checked}")
        if box.detail or plain(got.detail):
            good = plain(got.detail) == plain(box.detail)
            outcome = "right" if good else "abstained" if got.checked is None and got.detail is None else "wrong"
            yield Unit("detail", outcome, "" if good else f"{note}{got.detail!r} for {box.detail!r}")


def _options(want: truth.Item, found: Sequence[Choice], *, excused: bool) -> Iterator[Unit]:
    by_label = {plain(choice.label): choice.selected for choice in found}
    for label in want.options:
        selected = by_label.get(plain(label), "no row")
        good = selected == (label == want.value)
        abstained = selected in (None, "no row") and excused
        yield Unit(
            "choice",
            "right" if good else "abstained" if abstained else "wrong",
            "" if good else f"{_said(want)}: {label}: {selected}",
        )


def _changes(records: Sequence[InDocument], expected: truth.Assessment) -> Iterator[Unit]:
    """Pair the rows by what their columns say, in order; what is left of both in between is paired as it stands."""
    found = _of(records, Change)
    flagged = {issue.char_start for issue in _of(records, Issue) if issue.code.startswith("change_")} - {None}
    told = [_change(got) for got in found]
    wanted = [_change(want) for want in expected.changes]
    for kind, start, end, begin, stop in SequenceMatcher(None, wanted, told, autojunk=False).get_opcodes():
        for at in range(max(end - start, stop - begin)):
            want = wanted[start + at] if start + at < end else None
            got = told[begin + at] if begin + at < stop else None
            outcome: Outcome = "right" if kind == "equal" else "missing" if got is None else "wrong"
            if outcome == "wrong" and got and want and found[begin + at].char_start in flagged:
                outcome = "abstained" if all(a in ("", b) for a, b in zip(got, want, strict=True)) else "wrong"
            yield Unit("change", outcome, "" if kind == "equal" else f"change {start + at}: {_unlike(got, want)}")


def _change(row: Change | truth.Change) -> tuple[str, ...]:
    return tuple(plain(getattr(row, name)) for name in CHANGE)


def _unlike(got: tuple[str, ...] | None, want: tuple[str, ...] | None) -> str:
    """Say in which columns two rows differ."""
    if got is None or want is None:
        return f"no row for {want}" if got is None else f"{got} for nothing"
    return "; ".join(f"{name}: {a!r} for {b!r}" for name, a, b in zip(CHANGE, got, want, strict=True) if a != b)


def _lists(records: Sequence[InDocument], expected: truth.Assessment) -> Iterator[Unit]:
    found: dict[int | None, list[str]] = defaultdict(list)
    for record in _of(records, RecordItem):
        found[record.file_no].append(plain(record.name))
    wanted: dict[int | None, list[str]] = defaultdict(list)
    for want in expected.record_items:
        wanted[want.file_no].append(plain(want.name))
    for number, names in wanted.items():
        spare = Counter(found[number])
        for name in names:
            yield Unit(
                "record item", "right" if spare[name] else "missing", "" if spare[name] else f"file {number}: {name}"
            )
            spare[name] -= 1
        for name in (+spare).elements():
            yield Unit("record item", "wrong", f"file {number}: {name} for nothing")


def _tables(records: Sequence[InDocument], expected: truth.Assessment) -> Iterator[Unit]:
    lost = _is_order_lost(records)
    kinds: dict[str, type[InDocument]] = {"systems": System, "outsourcing": Outsourcing, "recipients": Recipient}
    for table, rows in expected.tables.items():
        found = {_row_name(vars_of(record)): vars_of(record) for record in _of(records, kinds[table])}
        for want in rows:
            columns = {name: value for name, value in want.items() if name not in ("no", "file_no", "kind")}
            used = any(columns.values())
            got = found.pop(_row_name(want), None)
            if got is None:
                if used:
                    yield Unit(table, "missing", f"{_row_name(want)}")
                continue
            for name, value in columns.items():
                good = _cell(got.get(name)) == _cell(value)
                abstained = lost and not _cell(got.get(name))
                yield Unit(
                    table,
                    "right" if good else "abstained" if abstained else "wrong",
                    "" if good else f"{_row_name(want)} {name}: {got.get(name)!r} for {value!r}",
                )
        for name in found:
            yield Unit(table, "wrong", f"{name} for nothing")


def vars_of(record: InDocument) -> dict[str, Any]:
    """Return the columns of a record."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _row_name(row: dict[str, Any]) -> tuple[Any, ...]:
    return row.get("kind"), row.get("file_no"), row["no"]


def _cell(value: object) -> str:
    return plain("、".join(value)) if isinstance(value, (list, tuple)) else plain(value)
