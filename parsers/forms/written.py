"""The files of forms as they are written (data/forms/options.yaml explains every field)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import yaml

from parsers.forms.model import FormKind, Kind, Part, Role
from parsers.located import AT, compose, converted, mapping_entries, place_in, wrong

__all__ = [
    "OPTIONS",
    "FormFile",
    "Insertion",
    "Removal",
    "SharedLists",
    "WrittenBoxes",
    "WrittenNode",
    "read_file",
    "read_shared",
]

OPTIONS = "options.yaml"
"""The file of the folder that is no form."""
_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    at: str = msgspec.field(name=AT)


class _WrittenBox(_Written, frozen=True):
    label: _Text
    free: bool = False


WrittenBoxes = tuple[_Text | _WrittenBox, ...]


class WrittenNode(_Written, frozen=True):
    """A node, or a change of one: None is what is not said."""

    key: _Key
    role: Role | None = None
    label: _Text | None = None
    variants: tuple[_Text, ...] | None = None
    marker: str | None = None
    suffix: str | None = None
    printed: bool | None = None
    chapter: Literal["cover", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ"] | None = None
    per_file: bool | None = None
    kind: Kind | None = None
    options: _Text | tuple[_Text, ...] | None = None
    boxes: _Text | WrittenBoxes | None = None
    within: _Key | None = None
    box: _Text | None = None
    looks: _Text | None = None
    single: bool | None = None
    group: Literal["system", "outsourcing", "provision", "transfer"] | None = None
    repeats: Annotated[int, msgspec.Meta(ge=2)] | None = None
    folds: tuple[_Text, ...] | None = None
    fills: _Text | dict[str, Part] | None = None
    nodes: tuple[WrittenNode, ...] | None = None


class Insertion(_Written, frozen=True):
    """Nodes that a version adds beside another."""

    nodes: Annotated[tuple[WrittenNode, ...], msgspec.Meta(min_length=1)]
    after: _Key | None = None
    before: _Key | None = None


class Removal(_Written, frozen=True):
    """A node that a version no longer has."""

    key: _Key


class FormFile(_Written, frozen=True):
    """One file: a form written out, or what a version changes of another."""

    form: FormKind
    version: Annotated[str, msgspec.Meta(pattern=r"^[a-z]\d\d_\d\d$")]
    since: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d$")]
    stamp: _Text
    title: _Text | None = None
    nodes: tuple[WrittenNode, ...] | None = None
    extends: str | None = None
    change: tuple[WrittenNode, ...] = ()
    insert: tuple[Insertion, ...] = ()
    remove: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedLists:
    """The named lists of options.yaml, and keys: of items that nobody may leave blank, of labels above their values."""

    options: Mapping[str, tuple[str, ...]]
    boxes: Mapping[str, WrittenBoxes]
    required: frozenset[str] = frozenset()
    above_value: frozenset[str] = frozenset()


def read_file(path: Path) -> FormFile:
    """Read the file of one version; raises DefinitionError naming file and line when it is wrong."""
    file = converted(compose(path), FormFile, path)
    if path.stem != f"{file.form}_{file.version}":
        raise wrong(file.at, f"a file with form {file.form} and version {file.version} has another name")
    if (file.nodes is None) == (file.extends is None):
        raise wrong(file.at, "either nodes or extends is needed, not both")
    if file.nodes is not None and (file.change or file.insert or file.remove):
        raise wrong(file.at, "change, insert and remove need extends")
    if file.nodes is not None and file.title is None:
        raise wrong(file.at, "title is missing")
    return file


def read_shared(path: Path) -> SharedLists:
    """Read the named lists; raises DefinitionError naming file and line when they are wrong."""
    lists = mapping_entries(compose(path), path)
    required, above_value = (_keys(lists.pop(name, None), path) for name in ("required", "above_value"))
    if set(lists) != {"options", "boxes"}:
        raise wrong(place_in(path, None), "options and boxes are expected, and nothing else")
    options, boxes = (mapping_entries(lists[name], path) for name in ("options", "boxes"))
    return SharedLists(
        {name: converted(node, tuple[_Text, ...], path) for name, node in options.items()},
        {name: converted(node, WrittenBoxes, path) for name, node in boxes.items()},
        required,
        above_value,
    )


def _keys(written: yaml.Node | None, path: Path) -> frozenset[str]:
    return frozenset(converted(written, tuple[_Key, ...], path) if written is not None else ())
