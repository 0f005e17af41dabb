"""What is true of a form as it was read: the statements that the rules compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.text import squash
from parsers.consistency.rules import ConsistencyRules, Statement
from parsers.filled import FilledForm, FilledSlot
from parsers.fillings import Filling
from parsers.records import RecordItem

__all__ = ["Read", "holds"]


@dataclass(frozen=True, slots=True)
class Read:
    """An assessment as it was read: the form with all its slots, the values of its items, the entries of its lists."""

    form: FilledForm
    fillings: Sequence[Filling]
    listed: Sequence[RecordItem]
    rules: ConsistencyRules

    def certain(self, key: str) -> Iterator[Filling]:
        """Yield the items of a key that were read without doubt."""
        yield from (one for one in self.fillings if one.node.key == key and one.reading.status == "read")

    def says(self, slot: FilledSlot) -> bool:
        """Tell whether something is written at a slot: the title of a block, a text that is more than なし."""
        if slot.slot.node.kind not in {None, "text"} or slot.slot.node.role == "section":
            return False
        text = slot.text if slot.slot.node.role == "group" else slot.reading.value or ""
        return squash(text) not in {"", *map(squash, self.rules.nothings)}


def holds(statement: Statement, read: Read, file: int | None) -> Filling | None:
    """Return an item that shows a statement to be true of a file; None where none does."""
    here = (one for one in read.fillings if one.filled.file in {None, file} and one.filled.region is not None)
    return next((one for one in here if _shows(statement, one, read)), None)


def _shows(statement: Statement, one: Filling, read: Read) -> bool:
    if statement.item is not None:
        return one.node.key == statement.item and _answers(one, statement)
    above = {node.key for node in one.filled.slot.place.above}
    if one.reading.value is None or one.reading.status != "read":
        return False
    if above & set(statement.written):
        return read.says(one.filled)
    return bool(above & set(statement.filled)) and (one.node.kind != "text" or read.says(one.filled))


def _answers(one: Filling, statement: Statement) -> bool:
    """Tell whether an item that was read without doubt has the answer, or has it not, as the statement says."""
    states = [box.state for box in one.reading.boxes if box.label == statement.answer and not box.inferred]
    if one.node.boxes:
        return states == ["unchecked" if statement.denied else "checked"]
    return one.reading.status == "read" and (one.reading.value == statement.answer) != statement.denied
