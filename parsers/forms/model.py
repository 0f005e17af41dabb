"""What a form is once it is loaded: a tree of nodes, one per label, group and risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

__all__ = ["Box", "Fill", "Form", "FormKind", "Group", "Kind", "Node", "Part", "Place", "Role"]

FormKind = Literal["basic", "priority", "full"]
Role = Literal["chapter", "section", "group", "risk", "item", "label", "contents", "stamp", "column"]
Kind = Literal["text", "choice", "checkboxes", "date", "count"]
Group = Literal["system", "outsourcing", "provision", "transfer", "risk"]
Part = Literal["value", "start", "end", "min", "max", "checked", "other", "entries", "number"]


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
    looks: str | None = None
    single: bool = False
    group: Group | None = None
    repeats: int = 1
    folds: tuple[str, ...] = ()
    required: bool = False
    above_value: bool = False
    fills: tuple[Fill, ...] = ()
    nodes: tuple[Node, ...] = ()

    def __hash__(self) -> int:
        return hash(self.key)  # not of all that stands below

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
    def repeats(self) -> bool:
        """Whether it stands in a block that is printed as often as it is needed; a numbered risk is printed once."""
        return self.group not in {None, "risk"}

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

    def __hash__(self) -> int:
        return hash((self.kind, self.version))  # forms are looked up often, and their trees are large

    def places(self) -> Iterator[Place]:
        """Yield every node in printed order, each with its ancestors."""
        yield from _places_of(self).values()

    def place(self, key: str) -> Place:
        """Return the node with this key where it stands; raises KeyError when the form has none."""
        return _places_of(self)[key]


@lru_cache(maxsize=64)
def _places_of(form: Form) -> Mapping[str, Place]:
    """Return every node by key, in printed order: each document asks for some of them a hundred times."""
    return {place.node.key: place for node in form.nodes for place in node.places()}
