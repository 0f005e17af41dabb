"""A version that extends another: its changes applied to the tree of that one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from parsers.forms.written import FormFile, Insertion, WrittenNode
from parsers.located import wrong

__all__ = ["chain_of", "revised", "walk"]


def chain_of(name: str, files: Mapping[str, FormFile]) -> list[FormFile]:
    """Return the file and those it extends, the written-out one last."""
    chain = [files[name]]
    while (older := chain[-1].extends) is not None:
        newer = chain[-1]
        if older not in files:
            raise wrong(newer.at, f"extends {older}, which is no file of the folder")
        if files[older].form != newer.form or files[older].since >= newer.since:
            raise wrong(newer.at, f"extends {older}, which is no earlier version of the same form")
        chain.append(files[older])
    return chain


def revised(tree: tuple[WrittenNode, ...], file: FormFile) -> tuple[WrittenNode, ...]:
    """Return the tree of the version before with the changes, insertions and removals of a file."""
    for change in file.change:
        tree = _edited(tree, change.key, change.at, partial(_changed, change))
    for insertion in file.insert:
        tree = _inserted(tree, insertion)
    for removal in file.remove:
        tree = _edited(tree, removal.key, removal.at, lambda _: ())
    return tree


def _changed(change: WrittenNode, node: WrittenNode) -> tuple[WrittenNode, ...]:
    if change.nodes is not None:
        raise wrong(change.at, f"{change.key}: nodes can't be changed, only inserted and removed")
    new = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not None}
    return (msgspec.structs.replace(node, **new),)


def _inserted(tree: tuple[WrittenNode, ...], insertion: Insertion) -> tuple[WrittenNode, ...]:
    after, before = insertion.after, insertion.before
    if after is not None and before is None:
        return _edited(tree, after, insertion.at, lambda node: (node, *insertion.nodes))
    if before is not None and after is None:
        return _edited(tree, before, insertion.at, lambda node: (*insertion.nodes, node))
    raise wrong(insertion.at, "an insertion names the node it stands after or before")


_Edit = Callable[[WrittenNode], tuple[WrittenNode, ...]]


def _edited(tree: tuple[WrittenNode, ...], key: str, at: str, edit: _Edit) -> tuple[WrittenNode, ...]:
    """Return the tree with the node `key` replaced by what `edit` makes of it."""
    if all(node.key != key for node, _ in walk(tree)):
        raise wrong(at, f"there is no node {key} to change")

    def edited(nodes: tuple[WrittenNode, ...]) -> Iterator[WrittenNode]:
        for node in nodes:
            if node.key == key:
                yield from edit(node)
            else:
                yield msgspec.structs.replace(node, nodes=tuple(edited(node.nodes))) if node.nodes else node

    return tuple(edited(tree))


def walk(tree: Sequence[WrittenNode], depth: int = 0) -> Iterator[tuple[WrittenNode, int]]:
    """Yield every node in printed order with its depth."""
    for node in tree:
        yield node, depth
        yield from walk(node.nodes or (), depth + 1)
