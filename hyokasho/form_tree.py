"""The items of a form on the terminal: a tree of chapters, headings and blocks, each value with how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.records import Item

__all__ = ["as_tree"]

LONGEST = 80
"""Characters of a value on a line; `--json` prints it whole."""
SIGNS = {"read": "", "corrected": "", "blank": "(blank)", "absent": "(absent)", "unreadable": "?", "inferred": "~"}
"""What stands before a value: nothing is to be told of one that was read."""


def as_tree(items: Sequence[Item]) -> Iterator[str]:
    """Yield the lines of the tree; the signs are those of `SIGNS`: ? unreadable, ~ inferred."""
    before: tuple[str, ...] = ()
    for item in items:
        path = tuple(_path(item))
        for depth, name in enumerate(path):
            if path[: depth + 1] != before[: depth + 1]:
                yield "  " * depth + name
        before = path
        yield "  " * len(path) + _line(item)


def _path(item: Item) -> Iterator[str]:
    file = f" · file {item.file_no}" if item.file_no is not None else ""
    yield (item.chapter or "annex") + file
    if item.heading is not None and item.heading != item.label:
        yield item.heading
    if item.group is not None:
        yield f"{item.group} {item.group_no or ''}".strip()


def _line(item: Item) -> str:
    text = " / ".join((item.value or "").split("\n"))
    shown = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    none = "none checked" if item.kind == "checkboxes" and item.status == "read" and not text else ""
    said = " ".join(part for part in (SIGNS[item.status], shown, none) if part)
    return f"{item.marker or ''}{item.label}: {said}"
