"""Which 特定個人情報ファイル each list of 記録項目 is of, told by the headings of the lists.

A heading names a file, or a group of entries within one (資格情報). Only the names that the form gives its files tell the
two apart, and the word for a file at the end of a heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from normalize.text import squash
from parsers.definitions import names_file
from parsers.entries import names
from parsers.filled import FilledForm
from parsers.records import Assessment

__all__ = ["ListedFile", "file_names", "listed_files"]


@dataclass(frozen=True, slots=True)
class ListedFile:
    """The file of a list: its number among those of the form, and the heading that names it.

    The number is None where it can't be told, the name where no heading names a file.
    """

    no: int | None
    name: str | None


def file_names(form: FilledForm) -> dict[str, int]:
    """Return which file each squashed name is of: names in the chapters of one file, then those of the list of all."""
    listing = {
        slot.slot.node.label
        for slot in form.slots
        if any((fill.table, fill.column) == (Assessment.TABLE, "files") for fill in slot.slot.node.fills)
    }
    naming = [slot for slot in form.slots if slot.slot.node.label in listing]
    last = max((slot.file or 1 for slot in naming), default=1)
    found: dict[str, int] = {}
    for slot in sorted(naming, key=lambda slot: slot.file is None):
        for number, name in enumerate(names(slot.reading.value or ""), 1):
            found.setdefault(squash(name), number if slot.file is None or last == 1 else slot.file)
    return found


def listed_files(heads: Sequence[str], files: Mapping[str, int], own: int | None, count: int) -> list[ListedFile]:
    """Return the file of what stands above all headings, then that of each heading's list.

    `files` are the names that the form gives (see `file_names`), `count` how many files it has. `own` is the file that
    all the lists are of, if none names another; None where they are printed once for several files. A heading that no
    name of a file resembles is a group of the file in force, or names a file of its own: then the order tells which one,
    if there are as many such headings as files.
    """
    known = [_number(head, files) for head in heads]
    named = [names_file(squash(head)) for head in heads]
    if own is None and not any(known) and sum(named) == count:
        order = iter(range(1, count + 1))
        known = [next(order) if is_file else None for is_file in named]
    found = [ListedFile(own, None)]
    for head, number, is_file in zip(heads, known, named, strict=True):
        if number is not None or is_file:
            found.append(ListedFile(number or own, head))
        elif own is not None or any(known):
            found.append(found[-1])
        else:
            found.append(ListedFile(None, None))
    return found


def _number(head: str, files: Mapping[str, int]) -> int | None:
    """Return which file a heading names: by its name, by more than that, or by how it begins; None if none or several."""
    squashed = squash(head)
    if squashed in files:
        return files[squashed]
    alike = {number for name, number in files.items() if name in squashed}
    alike = alike or {number for name, number in files.items() if name.startswith(squashed)}
    return alike.pop() if len(alike) == 1 else None
