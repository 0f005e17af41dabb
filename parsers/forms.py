"""The official forms (様式2, 3, 4) as data: data/forms/*.yaml, resolved into one plain tree per form and version.

A version that extends another is stored as its differences and loaded whole, so readers see nothing but trees.
data/forms/options.yaml explains every field; docs/forms.md shows how a revision is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Literal, TypeVar, cast

import msgspec
import regex
import yaml

from extract.errors import DefinitionError
from normalize.text import squash
from parsers.definitions import data_file
from parsers.records import TABLES

__all__ = ["Box", "Fill", "Form", "FormKind", "Group", "Kind", "Node", "Part", "Place", "Role", "forms", "load_forms"]

FormKind = Literal["basic", "priority", "full"]
Role = Literal["chapter", "section", "group", "risk", "item", "label", "contents", "stamp", "column"]
Kind = Literal["text", "choice", "checkboxes", "date", "count"]
Group = Literal["system", "outsourcing", "provision", "transfer", "risk"]
Part = Literal["value", "start", "end", "min", "max", "checked", "other", "entries", "number"]

OPTIONS = "options.yaml"
"""The file of the folder that is no form."""
ORDER: tuple[FormKind, ...] = ("basic", "priority", "full")
PARENTS = frozenset({"chapter", "section", "group", "risk", "label"})
"""Roles under which other nodes stand."""
VALUED = frozenset({"item", "column", "section"})
"""Roles that can hold a value; a section does where it has a kind."""
PARTS: Mapping[Kind, frozenset[Part]] = {
    "text": frozenset({"value", "entries"}),
    "choice": frozenset({"value", "min", "max"}),
    "checkboxes": frozenset({"checked", "other"}),
    "date": frozenset({"value", "start", "end"}),
    "count": frozenset({"number"}),
}
"""What of a value can fill a column."""


# ------------------------------------------------------------------------------------------------------ what is loaded


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a check-box item; `free` says that parentheses for text are printed behind its label."""

    label: str
    free: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A column that a value fills beside `items`, and which part of the value goes there."""

    table: str
    column: str
    part: Part = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node of a form; data/forms/options.yaml says what each field means.

    `label` is the official wording without marker and suffix, not folded: compare it by `normalize.text.squash`.
    `kind` is None where the node holds no value. Tuples are empty and texts "" where the form prints nothing.
    """

    key: str
    label: str
    role: Role
    kind: Kind | None = None
    variants: tuple[str, ...] = ()
    marker: str = ""
    suffix: str = ""
    printed: bool = True
    chapter: str | None = None
    per_file: bool = False
    options: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    within: str | None = None
    box: str | None = None
    group: Group | None = None
    repeats: int = 1
    folds: tuple[str, ...] = ()
    fills: tuple[Fill, ...] = ()
    nodes: tuple[Node, ...] = ()

    @property
    def is_item(self) -> bool:
        """Whether the node makes a row of `items`: an item, or a section whose heading has a value."""
        return self.kind is not None and self.role != "column"

    def places(self, above: tuple[Node, ...] = ()) -> Iterator[Place]:
        """Yield this node and all below it in printed order, each with its ancestors."""
        yield Place(self, above)
        for node in self.nodes:
            yield from node.places((*above, self))


@dataclass(frozen=True, slots=True)
class Place:
    """A node where it stands in its form. `above` holds its ancestors, the chapter first."""

    node: Node
    above: tuple[Node, ...]

    @property
    def path(self) -> tuple[Node, ...]:
        """The ancestors and the node itself."""
        return (*self.above, self.node)

    @property
    def chapter(self) -> str | None:
        """What `items.chapter` says: cover or Ⅰ to Ⅵ; None in an annex and in 変更箇所."""
        return self.path[0].chapter

    @property
    def heading(self) -> str | None:
        """Title of the numbered section, the node's own if it is one; None on the cover and in annexes."""
        return next((node.label for node in reversed(self.path) if node.role == "section"), None)

    @property
    def group(self) -> Group | None:
        """What `items.group` says; None outside of repeated blocks and numbered risks."""
        return next((node.group for node in reversed(self.path) if node.group is not None), None)

    @property
    def per_file(self) -> bool:
        """Whether the chapter stands once for each 特定個人情報ファイル."""
        return self.path[0].per_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One version of a form. `stamp` is printed on its cover in brackets, `since` is the stamp's month (2025-05)."""

    kind: FormKind
    version: str
    since: str
    stamp: str
    title: str
    nodes: tuple[Node, ...]

    def places(self) -> Iterator[Place]:
        """Yield every node in printed order, each with its ancestors."""
        for node in self.nodes:
            yield from node.places()

    def place(self, key: str) -> Place:
        """Return the node with this key where it stands; raises KeyError when the form has none."""
        for place in self.places():
            if place.node.key == key:
                return place
        raise KeyError(key)


@cache
def forms() -> tuple[Form, ...]:
    """Return the forms that the package ships: 様式2, 3, 4, each by version, oldest first."""
    return load_forms(data_file("forms"))


def load_forms(folder: Path) -> tuple[Form, ...]:
    """Read all forms of a folder; raises DefinitionError naming file and line when one is wrong."""
    shared = _shared(folder / OPTIONS)
    paths = [path for path in sorted(folder.glob("*.yaml")) if path.name != OPTIONS and not path.name.startswith(".")]
    files = {path.stem: _file(path) for path in paths}
    loaded = [_form(name, files, shared) for name in files]
    return tuple(sorted(loaded, key=lambda form: (ORDER.index(form.kind), form.since, form.version)))


# ------------------------------------------------------------------------------------------------- the files as written

_AT = "@at"
"""Where a mapping of the file stands, as file:line; unquoted, no YAML file can hold this name."""
_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    at: str = msgspec.field(name=_AT)


class _WrittenBox(_Written, frozen=True):
    label: _Text
    free: bool = False


_Boxes = tuple[_Text | _WrittenBox, ...]


class _WrittenNode(_Written, frozen=True):
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
    boxes: _Text | _Boxes | None = None
    within: _Key | None = None
    box: _Text | None = None
    group: Literal["system", "outsourcing", "provision", "transfer"] | None = None
    repeats: Annotated[int, msgspec.Meta(ge=2)] | None = None
    folds: tuple[_Text, ...] | None = None
    fills: _Text | dict[str, Part] | None = None
    nodes: tuple[_WrittenNode, ...] | None = None


class _Insertion(_Written, frozen=True):
    nodes: Annotated[tuple[_WrittenNode, ...], msgspec.Meta(min_length=1)]
    after: _Key | None = None
    before: _Key | None = None


class _Removal(_Written, frozen=True):
    key: _Key


class _File(_Written, frozen=True):
    form: FormKind
    version: Annotated[str, msgspec.Meta(pattern=r"^[a-z]\d\d_\d\d$")]
    since: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d$")]
    stamp: _Text
    title: _Text | None = None
    nodes: tuple[_WrittenNode, ...] | None = None
    extends: str | None = None
    change: tuple[_WrittenNode, ...] = ()
    insert: tuple[_Insertion, ...] = ()
    remove: tuple[_Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shared:
    """The named lists of options.yaml."""

    options: Mapping[str, tuple[str, ...]]
    boxes: Mapping[str, _Boxes]


_T = TypeVar("_T")
_LOADER: type[yaml.SafeLoader] = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
"""libyaml's loader where it was built in: ten times as fast."""
_STEP = regex.compile(r"\.(?<name>\w+)|\[(?<number>\d+)\]")
_UNKNOWN = regex.compile(r"unknown field `(?<name>[^`]*)`")
_TYPED = frozenset(f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "null"))
"""All other plain scalars are text: 2025-05 and 1. are no numbers here."""


def _wrong(at: str, message: str) -> DefinitionError:
    return DefinitionError(f"{at}: {message}")


def _at(path: Path, mark: yaml.Mark | None) -> str:
    return f"{path}:{1 if mark is None else mark.line + 1}"


def _compose(path: Path) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _wrong(_at(path, error.problem_mark), error.problem or str(error)) from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise _wrong(_at(path, None), str(error)) from error


def _located(node: yaml.Node | None, path: Path) -> object:
    """Return what a YAML node holds; a mapping says where it stands."""
    if not isinstance(node, yaml.MappingNode):
        return _plain(node, path)
    entries = {name: _plain(child, path) for name, child in _entries(node, path).items()}
    return {**entries, _AT: _at(path, node.start_mark)}


def _plain(node: yaml.Node | None, path: Path) -> object:
    """Return what a YAML node holds; the mappings of a list say where they stand, others are mere pairs."""
    if isinstance(node, yaml.SequenceNode):
        return [_located(child, path) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {name: _plain(child, path) for name, child in _entries(node, path).items()}
    if isinstance(node, yaml.ScalarNode) and node.tag not in _TYPED:
        return node.value
    return None if node is None else yaml.constructor.SafeConstructor().construct_object(node)


def _entries(node: yaml.Node | None, path: Path) -> dict[str, yaml.Node]:
    """Return the entries of a mapping; raises DefinitionError when a name stands twice."""
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(_at(path, node.start_mark if node else None), "a mapping is expected here")
    entries: dict[str, yaml.Node] = {}
    for name, child in node.value:
        if name.value in entries:
            raise _wrong(_at(path, name.start_mark), f"{name.value} stands twice")
        entries[str(name.value)] = child
    return entries


def _converted(node: yaml.Node | None, kind: type[_T], path: Path) -> _T:
    try:
        return msgspec.convert(_located(node, path), kind)
    except msgspec.ValidationError as error:
        raise _wrong(_at(path, _mark(node, str(error))), str(error)) from error


def _mark(node: yaml.Node | None, message: str) -> yaml.Mark | None:
    """Return where the value stands of which msgspec says, for instance, "Expected … - at `$.nodes[3].label`"."""
    for step in _STEP.finditer(message.rpartition("`$")[2]):
        if isinstance(node, yaml.MappingNode) and step["name"]:
            node = next((child for name, child in node.value if name.value == step["name"]), node)
        elif isinstance(node, yaml.SequenceNode) and step["number"]:
            node = node.value[int(step["number"])]
    unknown = _UNKNOWN.search(message)
    if unknown is not None and isinstance(node, yaml.MappingNode):
        return next((name.start_mark for name, _ in node.value if name.value == unknown["name"]), node.start_mark)
    return node.start_mark if node is not None else None


def _file(path: Path) -> _File:
    file = _converted(_compose(path), _File, path)
    if path.stem != f"{file.form}_{file.version}":
        raise _wrong(file.at, f"a file with form {file.form} and version {file.version} has another name")
    if (file.nodes is None) == (file.extends is None):
        raise _wrong(file.at, "either nodes or extends is needed, not both")
    if file.nodes is not None and (file.change or file.insert or file.remove):
        raise _wrong(file.at, "change, insert and remove need extends")
    if file.nodes is not None and file.title is None:
        raise _wrong(file.at, "title is missing")
    return file


def _shared(path: Path) -> _Shared:
    lists = _entries(_compose(path), path)
    if set(lists) != {"options", "boxes"}:
        raise _wrong(_at(path, None), "options and boxes are expected, and nothing else")
    options, boxes = (_entries(lists[name], path) for name in ("options", "boxes"))
    return _Shared(
        {name: _converted(node, tuple[_Text, ...], path) for name, node in options.items()},
        {name: _converted(node, _Boxes, path) for name, node in boxes.items()},
    )


# ------------------------------------------------------------------------------------------------- versions to whole trees


def _form(name: str, files: Mapping[str, _File], shared: _Shared) -> Form:
    file, chain = files[name], _chain(name, files)
    tree = chain[-1].nodes or ()
    for newer in reversed(chain[:-1]):
        tree = _revised(tree, newer)
    _check_tree(tree)
    nodes = tuple(_node(node, shared) for node in tree)
    _check_within(tree, nodes)
    title = file.title or next(older.title for older in chain if older.title is not None)
    return Form(kind=file.form, version=file.version, since=file.since, stamp=file.stamp, title=title, nodes=nodes)


def _chain(name: str, files: Mapping[str, _File]) -> list[_File]:
    """Return the file and those it extends, the written-out one last."""
    chain = [files[name]]
    while (older := chain[-1].extends) is not None:
        newer = chain[-1]
        if older not in files:
            raise _wrong(newer.at, f"extends {older}, which is no file of the folder")
        if files[older].form != newer.form or files[older].since >= newer.since:
            raise _wrong(newer.at, f"extends {older}, which is no earlier version of the same form")
        chain.append(files[older])
    return chain


def _revised(tree: tuple[_WrittenNode, ...], file: _File) -> tuple[_WrittenNode, ...]:
    for change in file.change:
        tree = _edited(tree, change.key, change.at, partial(_changed, change))
    for insertion in file.insert:
        tree = _inserted(tree, insertion)
    for removal in file.remove:
        tree = _edited(tree, removal.key, removal.at, lambda _: ())
    return tree


def _changed(change: _WrittenNode, node: _WrittenNode) -> tuple[_WrittenNode, ...]:
    if change.nodes is not None:
        raise _wrong(change.at, f"{change.key}: nodes can't be changed, only inserted and removed")
    new = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not None}
    return (msgspec.structs.replace(node, **new),)


def _inserted(tree: tuple[_WrittenNode, ...], insertion: _Insertion) -> tuple[_WrittenNode, ...]:
    after, before = insertion.after, insertion.before
    if after is not None and before is None:
        return _edited(tree, after, insertion.at, lambda node: (node, *insertion.nodes))
    if before is not None and after is None:
        return _edited(tree, before, insertion.at, lambda node: (*insertion.nodes, node))
    raise _wrong(insertion.at, "an insertion names the node it stands after or before")


_Edit = Callable[[_WrittenNode], tuple[_WrittenNode, ...]]


def _edited(tree: tuple[_WrittenNode, ...], key: str, at: str, edit: _Edit) -> tuple[_WrittenNode, ...]:
    """Return the tree with the node `key` replaced by what `edit` makes of it."""
    if all(node.key != key for node, _ in _walk(tree)):
        raise _wrong(at, f"there is no node {key} to change")

    def edited(nodes: tuple[_WrittenNode, ...]) -> Iterator[_WrittenNode]:
        for node in nodes:
            if node.key == key:
                yield from edit(node)
            else:
                yield msgspec.structs.replace(node, nodes=tuple(edited(node.nodes))) if node.nodes else node

    return tuple(edited(tree))


def _walk(tree: Sequence[_WrittenNode], depth: int = 0) -> Iterator[tuple[_WrittenNode, int]]:
    for node in tree:
        yield node, depth
        yield from _walk(node.nodes or (), depth + 1)


# ------------------------------------------------------------------------------------------------------------ checks


def _check_tree(tree: tuple[_WrittenNode, ...]) -> None:
    """Raise DefinitionError for what only the whole tree shows."""
    seen: dict[str, _WrittenNode] = {}
    for node, depth in _walk(tree):
        if node.key in seen:
            raise _wrong(node.at, f"{node.key} is already the key of {seen[node.key].at}")
        if (node.role == "chapter") != (depth == 0):
            raise _wrong(node.at, f"{node.key}: chapters stand outermost, and nothing else does")
        seen[node.key] = node


def _check_within(tree: tuple[_WrittenNode, ...], nodes: tuple[Node, ...]) -> None:
    """Raise DefinitionError where a node is printed within an item, or behind a box, that the form does not have."""
    whole = {place.node.key: place.node for node in nodes for place in node.places()}
    for node, _ in _walk(tree):
        if node.within is None:
            continue
        if node.within not in whole:
            raise _wrong(node.at, f"{node.key} is printed within {node.within}, which the form does not have")
        if node.box is not None and node.box not in {box.label for box in whole[node.within].boxes}:
            raise _wrong(node.at, f"{node.key} is printed behind {node.box}, which is no box of {node.within}")


def _faults(node: _WrittenNode, role: Role, kind: Kind | None) -> Iterator[tuple[bool, str]]:
    yield node.label is None, "has no label"
    yield role not in VALUED and node.kind is not None, f"has a kind, which no {role} can have"
    yield role not in PARENTS and node.nodes is not None, f"has nodes, which no {role} can have"
    yield role == "group" and not node.nodes, "is a group without nodes"
    yield role == "group" and node.group is None, "is a group and does not say which (group)"
    yield role == "group" and node.repeats is None, "is a group and does not say how often it stands (repeats)"
    yield role != "group" and (node.group or node.repeats or node.folds) is not None, "is no group"
    yield role != "chapter" and (node.chapter or node.per_file) is not None, "is no chapter"
    yield kind == "choice" and node.options is None, "is a choice without options"
    yield kind != "choice" and node.options is not None, "has options and is no choice"
    yield kind == "checkboxes" and node.boxes is None, "has no boxes"
    yield kind != "checkboxes" and node.boxes is not None, "has boxes and is no checkboxes"
    yield kind == "count" and node.within is None, "is a count and does not say where it is printed (within)"
    yield node.box is not None and kind != "count", "names a box and is no count"


# --------------------------------------------------------------------------------------------------- from written to whole


def _node(node: _WrittenNode, shared: _Shared) -> Node:
    role: Role = node.role or "item"
    kind: Kind | None = node.kind or ("text" if role in ("item", "column") else None)
    for found, message in _faults(node, role, kind):
        if found:
            raise _wrong(node.at, f"{node.key} {message}")
    return Node(
        key=node.key,
        label=node.label or "",
        role=role,
        kind=kind,
        variants=node.variants or (),
        marker=node.marker or "",
        suffix=node.suffix or "",
        printed=node.printed is not False,
        chapter=node.chapter,
        per_file=node.per_file is True,
        options=_distinct(node, _named(node, node.options, shared.options)),
        boxes=_boxes(node, shared),
        within=node.within,
        box=node.box,
        group="risk" if role == "risk" and node.marker else node.group,
        repeats=node.repeats or 1,
        folds=node.folds or (),
        fills=_fills(node, kind),
        nodes=tuple(_node(child, shared) for child in node.nodes or ()),
    )


def _named(
    node: _WrittenNode, value: str | tuple[_T, ...] | None, lists: Mapping[str, tuple[_T, ...]]
) -> tuple[_T, ...]:
    """Return a list that is written out or named."""
    if not isinstance(value, str):
        return value or ()
    if value not in lists:
        raise _wrong(node.at, f"{node.key}: {OPTIONS} has no list {value}")
    return lists[value]


def _distinct(node: _WrittenNode, labels: tuple[str, ...]) -> tuple[str, ...]:
    if len({squash(label) for label in labels}) < len(labels):
        raise _wrong(node.at, f"{node.key}: a label stands twice in {'、'.join(labels)}")
    return labels


def _boxes(node: _WrittenNode, shared: _Shared) -> tuple[Box, ...]:
    written = _named(node, node.boxes, shared.boxes)
    boxes = tuple(Box(box) if isinstance(box, str) else Box(box.label, box.free) for box in written)
    _distinct(node, tuple(box.label for box in boxes))
    return boxes


def _fills(node: _WrittenNode, kind: Kind | None) -> tuple[Fill, ...]:
    written: dict[str, Part] = {node.fills: "value"} if isinstance(node.fills, str) else node.fills or {}
    parts = PARTS[kind or "text"]
    for column, part in written.items():
        if column not in _columns():
            raise _wrong(node.at, f"{node.key} fills {column}, which is no column of the dataset")
        if part not in parts:
            raise _wrong(node.at, f"{node.key} has no {part} to fill {column} with, only {', '.join(sorted(parts))}")
    return tuple(Fill(*_columns()[column], part) for column, part in written.items())


@cache
def _columns() -> Mapping[str, tuple[str, str]]:
    """Return all columns of the dataset, by table.column."""
    return {f"{table.TABLE}.{column.name}": (table.TABLE, column.name) for table in TABLES for column in fields(table)}
