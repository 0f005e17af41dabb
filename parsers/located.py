"""YAML that knows its lines: every mapping says where it stands, so that an error names file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

import msgspec
import regex
import yaml

from extract.errors import DefinitionError

__all__ = ["AT", "compose", "converted", "mapping_entries", "place_in", "wrong"]

AT = "@at"
"""Where a mapping of the file stands, as file:line; unquoted, no YAML file can hold this name."""
_T = TypeVar("_T")
_LOADER: type[yaml.SafeLoader] = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
"""libyaml's loader where it was built in: ten times as fast."""
_STEP = regex.compile(r"\.(?<name>\w+)|\[(?<number>\d+)\]")
_UNKNOWN = regex.compile(r"unknown field `(?<name>[^`]*)`")
_TYPED = frozenset(f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "null"))
"""All other plain scalars are text: 2025-05 and 1. are no numbers here."""


def wrong(at: str, message: str) -> DefinitionError:
    """Return the error for what stands at a place, as file:line."""
    return DefinitionError(f"{at}: {message}")


def place_in(path: Path, mark: yaml.Mark | None) -> str:
    """Return a place as file:line, the first line where there is no mark."""
    return f"{path}:{1 if mark is None else mark.line + 1}"


def compose(path: Path) -> yaml.Node | None:
    """Read a YAML file without resolving it; raises DefinitionError when it is none."""
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise wrong(place_in(path, error.problem_mark), error.problem or str(error)) from error
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise wrong(place_in(path, None), str(error)) from error


def _located(node: yaml.Node | None, path: Path) -> object:
    """Return what a YAML node holds; a mapping says where it stands."""
    if not isinstance(node, yaml.MappingNode):
        return _plain(node, path)
    entries = {name: _plain(child, path) for name, child in mapping_entries(node, path).items()}
    return {**entries, AT: place_in(path, node.start_mark)}


def _plain(node: yaml.Node | None, path: Path) -> object:
    """Return what a YAML node holds; the mappings of a list say where they stand, others are mere pairs."""
    if isinstance(node, yaml.SequenceNode):
        return [_located(child, path) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {name: _plain(child, path) for name, child in mapping_entries(node, path).items()}
    if isinstance(node, yaml.ScalarNode) and node.tag not in _TYPED:
        return node.value
    return None if node is None else yaml.constructor.SafeConstructor().construct_object(node)


def mapping_entries(node: yaml.Node | None, path: Path) -> dict[str, yaml.Node]:
    """Return the entries of a mapping; raises DefinitionError when a name stands twice."""
    if not isinstance(node, yaml.MappingNode):
        raise wrong(place_in(path, node.start_mark if node else None), "a mapping is expected here")
    entries: dict[str, yaml.Node] = {}
    for name, child in node.value:
        if name.value in entries:
            raise wrong(place_in(path, name.start_mark), f"{name.value} stands twice")
        entries[str(name.value)] = child
    return entries


def converted(node: yaml.Node | None, kind: type[_T], path: Path) -> _T:
    """Return what a YAML node holds as a value of a type, fields of type `regex.Pattern` compiled.

    Raises DefinitionError where it does not fit.
    """
    try:
        return msgspec.convert(_located(node, path), kind, dec_hook=_pattern)
    except msgspec.ValidationError as error:
        raise wrong(place_in(path, _mark(node, str(error))), str(error)) from error


def _pattern(_kind: type[object], value: object) -> object:
    """Compile a pattern; what is raised here becomes an error that names the place."""
    try:
        return regex.compile(cast("str", value))
    except regex.error as error:
        message = f"pattern {value!r}: {error}"
        raise ValueError(message) from error


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
